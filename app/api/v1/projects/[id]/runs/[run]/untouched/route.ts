import { serve } from "../../../../../_serve/serve.ts";
import { operations } from "./operations.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations);
