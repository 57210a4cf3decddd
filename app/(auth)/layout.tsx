import type { ReactNode } from "react";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="min-h-dvh flex flex-col items-center px-4 py-14 max-md:py-8">
      <div className="w-full max-w-88">
        <p className="flex items-center gap-2 text-section mb-6">
          <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 text-accent">
            <path d="M1 11.5 5 9l3 1.5L15 4" fill="none" stroke="currentColor" strokeWidth="1.75" />
            <path d="M8 10.5 15 4v7z" fill="currentColor" opacity=".35" />
          </svg>
          Forecanvas
        </p>
        {children}
      </div>
    </main>
  );
}
