import { z } from "zod";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { isDemoAddress } from "./demo-accounts.ts";
import { type Claims, isSameIssuer } from "./oidc.ts";
import { EmailSchema, lineOfText } from "./people.ts";
import { auditPerson } from "./person-audit.ts";
import { lockUser } from "./repository.ts";

// Loose: a provider says more than we ask. `sub` has at most 255 characters (OpenID Connect Core, 2).
const ClaimsSchema = z.object({
  iss: z.string().min(1).max(2_000),
  sub: z.string().min(1).max(255),
  email: EmailSchema.optional().catch(undefined),
  email_verified: z.literal(true).optional().catch(undefined),
  name: lineOfText("a name", { max: 80 }).optional().catch(undefined),
});

type Person = z.output<typeof ClaimsSchema>;

/** Why a provider's answer let nobody in; crosses redirects as this code, and the sign-in page has the words. */
export type Refusal = "email_unverified" | "email_missing" | "wrong_issuer";

export type Admission = { userId: string } | { refused: Refusal };

/**
 * Whose account a provider's word opens: the one that its subject is linked to; else the one with its e-mail, if the
 * provider has verified that; else a new one without a password.
 */
export async function admit(claims: Claims, issuer: string): Promise<Admission> {
  const parsed = ClaimsSchema.safeParse(claims);
  if (!parsed.success || !isSameIssuer(parsed.data.iss, issuer)) return { refused: "wrong_issuer" };
  const person = { ...parsed.data, iss: issuer };
  const known = await linkedUser(person);
  if (known) return { userId: known };
  if (!person.email || isDemoAddress(person.email)) return { refused: "email_missing" };
  return link(person, person.email);
}

async function linkedUser({ iss, sub }: Pick<Person, "iss" | "sub">): Promise<string | null> {
  const identity = await db().identity.findUnique({
    where: { issuer_subject: { issuer: iss, subject: sub } },
    select: { userId: true },
  });
  return identity?.userId ?? null;
}

/** The account that an admitted person's identity is linked to. Throws `unauthenticated` when there is none. */
export async function userOfIdentity(claims: Claims, issuer: string): Promise<string> {
  const userId = await linkedUser({ iss: issuer, sub: String(claims.sub ?? "") });
  if (!userId) throw new AppError("unauthenticated");
  return userId;
}

function link(person: Person, email: string): Promise<Admission> {
  return transaction(async (tx) => {
    const { count } = await tx.user.createMany({
      data: [{ email, name: person.name ?? email.slice(0, email.indexOf("@")).slice(0, 80) }],
      skipDuplicates: true,
    });
    const user = await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
    await lockUser(tx, user.id);
    if (count === 0) {
      // The same person may have come twice at the same moment: then they are linked by now.
      const isLinked = await tx.identity.count({
        where: { issuer: person.iss, subject: person.sub, userId: user.id },
      });
      if (isLinked > 0) return { userId: user.id };
      if (!person.email_verified) return { refused: "email_unverified" };
      await handOver(tx, user.id);
    }
    await tx.identity.create({ data: { issuer: person.iss, subject: person.sub, userId: user.id } });
    return { userId: user.id };
  });
}

/**
 * The provider has proved who holds the address; whoever made the account here has not, and may have made it to lie in
 * wait for that person. So what opened it until now opens it no longer.
 */
async function handOver(tx: Tx, userId: string): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { passwordHash: null } });
  await tx.identity.deleteMany({ where: { userId } });
  await tx.session.deleteMany({ where: { userId } });
  await tx.passwordReset.deleteMany({ where: { userId, usedAt: null } });
  await auditPerson(tx, userId, { action: "member.handed_over" });
}
