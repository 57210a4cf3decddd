import { z } from "zod";
import { Role } from "#lib/platform/prisma/enums.ts";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";

/**
 * E-mail addresses are compared in one form: NFKC, without surrounding space, lower case. Only ASCII is taken, so that
 * a look-alike (a Cyrillic "а", a full-width "．" is folded by NFKC) can never be a second account beside the real one.
 */
export const EmailSchema = z
  .string({ error: "Type your e-mail address." })
  .max(320, "That is too long for an e-mail address.")
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "Type your e-mail address.")
      .max(254, "That is too long for an e-mail address.")
      .regex(
        /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/,
        "That is not an e-mail address as used here: plain letters, digits and signs, without spaces.",
      ),
  );

/** NFKC, so that the same keys on another keyboard give the same password (NIST SP 800-63B, 3.1.1.2). */
const typedPassword = z
  .string({ error: "Type your password." })
  .max(1000, "A password has at most 200 characters.")
  .transform((text) => text.normalize("NFKC"));

export const NewPasswordSchema = typedPassword.pipe(
  z
    .string()
    .min(10, "Use at least 10 characters.")
    .max(200, "A password has at most 200 characters.")
    .refine((text) => new Set(text).size > 2, "Use more than two different characters."),
);

/** One line of printable text, trimmed, of `min` to `max` characters. */
export function lineOfText(what: string, { min = 1, max }: { min?: number; max: number }) {
  return (
    z
      .string({ error: `Type ${what}.` })
      .max(max * 4, `At most ${max} characters.`)
      .transform((text) => text.normalize("NFC").trim())
      .pipe(
        z
          .string()
          .min(min, `Type ${what}.`)
          .max(max, `At most ${max} characters.`)
          .refine(isPrintable, NOT_PRINTABLE),
      )
      // For whoever reads the schema as a document: spaces around do not count.
      .meta({ ...(min > 0 && { minLength: min }), maxLength: max })
  );
}

export const SignInSchema = z.strictObject({
  email: EmailSchema,
  password: typedPassword.pipe(
    z.string().min(1, "Type your password.").max(200, "A password has at most 200 characters."),
  ),
});

export const SignUpSchema = z.strictObject({
  name: lineOfText("your name", { max: 80 }),
  email: EmailSchema,
  password: NewPasswordSchema,
  workspaceName: lineOfText("a name for your workspace", { max: 80 }),
});

export const ChangePasswordSchema = z.strictObject({
  current: typedPassword.pipe(z.string().min(1, "Type your password of now.").max(200, "That is not it.")),
  password: NewPasswordSchema,
});

const RoleSchema = z.enum(Role, { error: "Choose one of the four roles." });

export const InviteSchema = z.strictObject({ email: EmailSchema, role: RoleSchema });
export const RevokeInvitationSchema = z.strictObject({ invitationId: z.uuid() });
/** The account that an invitation makes; its e-mail is the invitation's. */
export const InvitedSignUpSchema = z.strictObject({
  name: lineOfText("your name", { max: 80 }),
  password: NewPasswordSchema,
});
export const ChangeRoleSchema = z.strictObject({ userId: z.uuid(), role: RoleSchema });
export const RemoveMemberSchema = z.strictObject({ userId: z.uuid() });
export const IssueResetSchema = z.strictObject({ userId: z.uuid() });
export const ResetPasswordSchema = z.strictObject({ password: NewPasswordSchema });

export const WorkspaceInputSchema = z.strictObject({
  name: lineOfText("a name for your workspace", { max: 80 }),
});
export const RenameSchema = z.strictObject({ name: lineOfText("your name", { max: 80 }) });
export const EndSessionSchema = z.strictObject({ sessionId: z.uuid() });
export const LeaveSchema = z.strictObject({ workspace: z.string().max(64) });
