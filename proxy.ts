import { type NextRequest, NextResponse } from "next/server";

/**
 * Gives each page its content security policy with a nonce of its own. It authorises nothing: pages, actions and
 * routes each ask the database. A proxy cuts request bodies at 10 MB without a word, so uploads never pass here.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  headers.set("x-forecanvas-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const directives = [
    "default-src 'self'",
    // WebAssembly for the kernels that train in the browser; eval only for the development server's error overlay.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Charts and progress bars place their parts by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return directives.join("; ");
}

export const config = {
  matcher: [
    {
      // Pages only: no assets, no files, no machine routes, no upload or result, whose body would be cut, and nothing
      // that every letter asks for.
      source:
        "/((?!_next/|api/|healthz|readyz|w/[^/]+/p/[^/]+/(?:.+/)?(?:uploads|events|browser|updates|presence)(?:/|$)|[^?]*\\.[^/]+$).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
  ],
};
