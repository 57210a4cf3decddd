import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/features/workspaces/server.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: NextRequest, context: Context): Promise<Response> {
  const userAgent = request.headers.get("user-agent") ?? "";
  return NextAuth(request, context, await authOptions({ userAgent }));
}

export { handler as GET, handler as POST };
