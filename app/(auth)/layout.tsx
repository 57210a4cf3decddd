import type { ReactNode } from "react";
import { Mark } from "#components/shell/mark.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="min-h-dvh flex flex-col items-center px-4 py-14 max-md:py-8">
      <div className="w-full max-w-88">
        <p className="flex items-center gap-2 text-section mb-6">
          <Mark />
          Forecanvas
        </p>
        {children}
      </div>
    </main>
  );
}
