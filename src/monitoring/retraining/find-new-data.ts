import { groupsRead, type TrainingSet, type View } from '../../features/index.ts'
import type { Model } from '../../training/index.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import type { NewDataFound } from './retraining-evidence.ts'
import type { RowsAtHand } from './rows-at-hand.ts'

/** Counts what has come since the champion's training set was frozen. */
export async function findNewData(
  deps: RetrainDeps,
  { model, rows }: { readonly model: Model; readonly rows: RowsAtHand },
): Promise<NewDataFound> {
  const set = await rows.set()
  const before = await rows.championSet()
  const fresh = await rows.fresh()
  const newest = fresh?.at.reduce((latest, at) => Math.max(latest, at), -Infinity) ?? -Infinity
  return {
    rows: fresh?.rowCount ?? 0,
    newestAt: Number.isFinite(newest) ? new Date(newest).toISOString() : null,
    since: before?.createdAt.toISOString() ?? null,
    otherRows: before === undefined ? 0 : await countOthers(deps, model.view, before),
    trainingSetId: set?.id ?? null,
  }
}

/** Rows of commits to the groups that the features are read from, of which the set knows nothing. */
async function countOthers(
  { commits }: RetrainDeps,
  view: View,
  before: TrainingSet,
): Promise<number> {
  const known = new Set(Object.values(before.commits).flat())
  let count = 0
  for (const { name } of groupsRead(view)) {
    if (name === view.label.group.name) continue
    for (const commit of await commits.list(name)) {
      if (!known.has(commit.id)) count += commit.rowCount
    }
  }
  return count
}
