import { releaseClaim, takeClaim, type ClaimDeps } from '../../storage/index.ts'

/** Keeps other processes from loading or changing the group. Throws `storage.claimHeld`. */
export async function withGroupClaim<Result>(
  deps: ClaimDeps,
  group: string,
  use: () => Promise<Result>,
): Promise<Result> {
  const claim = await takeClaim(deps, `group:${group}`)
  try {
    return await use()
  } finally {
    await releaseClaim(deps, claim)
  }
}
