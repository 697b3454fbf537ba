import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/index.ts'
import type { DatabaseSession } from './database.ts'
import { storageErrors } from './errors.ts'
import {
  currentProcess,
  describeProcess,
  mayBeAlive,
  parseProcessOwner,
  type ProcessOwner,
} from './process-owner.ts'

/** A name that one process holds, so that no other does the same at the same time. */
export interface Claim {
  readonly name: string
  readonly owner: ProcessOwner
  readonly claimedAt: Date
  /** Tells this claim from a later one of the same name: a late release misses. */
  readonly token: string
}

export interface ClaimDeps {
  readonly database: DatabaseSession
  readonly now: Clock
}

/**
 * Claims `name` for this process. What a dead process of this host had claimed is taken over at once.
 * Throws `storage.claimHeld`, which names the holder.
 */
export async function takeClaim(deps: ClaimDeps, name: string): Promise<Claim> {
  const claim = { name, owner: currentProcess(), claimedAt: deps.now(), token: randomUUID() }
  const { queries } = deps.database
  const row = toRow(claim)
  const inserted = await queries
    .insertInto('claims')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 1n) return claim

  const held = await findClaim(deps.database, name)
  if (held !== undefined && mayBeAlive(held.owner)) {
    const owner = describeProcess(held.owner)
    throw storageErrors.claimHeld({ name, owner, claimedAt: held.claimedAt.toISOString() })
  }
  if (held !== undefined) {
    const taken = await queries
      .updateTable('claims')
      .set(row)
      .where('name', '=', name)
      .where('token', '=', held.token)
      .executeTakeFirst()
    if (taken.numUpdatedRows === 1n) return claim
  }
  // It was released, or taken over by somebody else, after our look.
  return takeClaim(deps, name)
}

/** Gives a claim back, and says whether it was still ours. */
export async function releaseClaim(
  deps: Pick<ClaimDeps, 'database'>,
  claim: Claim,
): Promise<boolean> {
  const { numDeletedRows } = await deps.database.queries
    .deleteFrom('claims')
    .where('name', '=', claim.name)
    .where('token', '=', claim.token)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Who holds `name`, dead or alive. */
export async function findClaim(
  session: DatabaseSession,
  name: string,
): Promise<Claim | undefined> {
  const row = await session.queries
    .selectFrom('claims')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const owner = parseProcessOwner(row.owner)
  return { name, owner, claimedAt: new Date(row.claimed_at), token: row.token }
}

function toRow(claim: Claim): { owner: string; token: string; claimed_at: string } {
  return {
    owner: JSON.stringify(claim.owner),
    token: claim.token,
    claimed_at: claim.claimedAt.toISOString(),
  }
}
