import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env.ts";
import { AppError } from "./errors.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of its own for this use, so that what signs sessions never encrypts (HKDF-SHA-256, RFC 5869). */
function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "forecanvas", "sealed credentials 1", 32));
}

/**
 * Encrypts a credential with AES-256-GCM under a key from APP_SECRET. `context` says whose it is (workspace and row): sealed
 * for one row, it does not open for another.
 */
export function seal(text: string, context: string, secret: string = env().APP_SECRET): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** @throws AppError `invalid_input` when it was sealed under another secret, for another row, or changed since. */
export function unseal(sealed: string, context: string, secret: string = env().APP_SECRET): string {
  try {
    const [version, data = ""] = sealed.split(".");
    if (version !== "1") throw new RangeError("unknown seal");
    const bytes = Buffer.from(data, "base64url");
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    if (tag.byteLength !== TAG_BYTES) throw new RangeError("too short");
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
      "utf8",
    );
  } catch (cause) {
    throw new AppError(
      "invalid_input",
      {
        detail:
          "The stored password cannot be opened: APP_SECRET has changed since. Remove the connection and make it anew.",
      },
      { cause },
    );
  }
}
