import { mayBeAlive, parseProcessOwner, releaseClaim, takeClaim } from '../storage/index.ts'
import type { ProjectPorts } from './project-ports.ts'

type Deps = Pick<ProjectPorts, 'database' | 'now'>

/** The claims of processes that serve. */
export const servingClaim = 'serves:'

/** Says that this process answers for the project's services, until what is given back is called. */
export async function announceServing(deps: Deps): Promise<() => Promise<void>> {
  for (const { name, owner } of await listServing(deps)) {
    if (mayBeAlive(parseProcessOwner(owner))) continue
    await deps.database.queries.deleteFrom('claims').where('name', '=', name).execute()
  }
  const claim = await takeClaim(deps, `${servingClaim}${process.pid}`)
  return async () => {
    await releaseClaim(deps, claim)
  }
}

/** Whether some process answers for the project's services now. */
export async function isServedNow(deps: Deps): Promise<boolean> {
  const serving = await listServing(deps)
  return serving.some(({ owner }) => mayBeAlive(parseProcessOwner(owner)))
}

function listServing({ database }: Deps) {
  return database.queries
    .selectFrom('claims')
    .selectAll()
    .where('name', 'like', `${servingClaim}%`)
    .execute()
}
