import { digestOfValue } from '../base/index.ts'
import type { CodeState } from '../tracking/index.ts'
import { innerSteps } from './step-body.ts'
import type { StepCode } from './step-code.ts'
import type { Step } from './step.ts'

/** The code of a step, with that of the steps that it is made of. */
export function codeOf(
  step: Step<unknown, never>,
  code: CodeState,
  stepCode: ReadonlyMap<Step<unknown, never>, StepCode>,
): CodeState {
  const own = stepCode.get(step)
  const inner = innerSteps(step)
  if (own === undefined || inner.length === 0) return { ...code, ...own }
  const parts: Record<string, string> = { ...own.parts }
  const fingerprints = [own.fingerprint]
  for (const each of inner) {
    const { fingerprint = '', parts: more } = codeOf(each, code, stepCode)
    Object.assign(parts, more)
    fingerprints.push(fingerprint)
  }
  return { ...code, fingerprint: digestOfValue(fingerprints).slice(0, 16), parts }
}
