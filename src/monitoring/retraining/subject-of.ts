import type { Retraining } from './define-retraining.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import type { RetrainingSubject } from './retraining-subject.ts'
import { rowsSubject } from './rows-subject.ts'
import { seriesSubject } from './series-subject.ts'

/** What a policy is about. `data`: what a decision that is gone on with has settled on already. */
export function subjectOf(
  deps: RetrainDeps,
  policy: Retraining,
  data?: string | null,
): RetrainingSubject {
  const { model } = policy
  return model.kind === 'forecast'
    ? seriesSubject(deps, policy, model)
    : rowsSubject(deps, policy, model, data)
}
