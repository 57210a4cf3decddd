import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { fontClasses } from "./fonts.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Forecanvas", template: "%s · Forecanvas" },
  description: "Plan a machine-learning forecasting project and run it, in one place, honestly.",
  icons: { icon: "/favicon.svg" },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f6f3" },
    { media: "(prefers-color-scheme: dark)", color: "#121417" },
  ],
};

/**
 * The theme is chosen by a cookie that the server reads, so the first paint is right without a script. Reading it also
 * makes every page dynamic, which the content security policy's nonce needs.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("theme")?.value;
  const chosen = theme === "light" || theme === "dark" ? theme : undefined;
  return (
    <html lang="en" className={fontClasses} data-theme={chosen} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
