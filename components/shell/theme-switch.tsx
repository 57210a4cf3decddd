"use client";

import { useEffect, useState } from "react";
import { currentTheme, setTheme, THEMES, type Theme } from "./theme.ts";

const NAMES: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

export function ThemeSwitch() {
  const [theme, setShown] = useState<Theme>("system");
  useEffect(() => setShown(currentTheme()), []);
  return (
    <label className="flex items-center justify-between gap-2 min-h-6">
      Theme
      <select
        className="bg-transparent border border-line rounded-tag text-secondary h-6 max-w-28"
        value={theme}
        onChange={(event) => {
          const next = THEMES.find((candidate) => candidate === event.target.value) ?? "system";
          setTheme(next);
          setShown(next);
        }}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {NAMES[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
