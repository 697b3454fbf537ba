import type { FairnessFinding } from '../evaluation-report.ts'
import { showNumber, type Gate } from './gate.ts'

/** The search for bad slices has found none whose rows cost more than others by over a share of it. */
export function noBadSlices({ by = 0.5 }: { readonly by?: number } = {}): Gate {
  const name = `no slice is worse than the rest by over ${showNumber(by * 100)} %`
  return {
    name,
    judge: async ({ report }) => {
      const { search } = await report()
      const bad = search.found
        .map(({ conditions, loss, rest }) => ({
          words: conditions.join(' and '),
          share: (loss - rest) / rest,
        }))
        .filter(({ share }) => share > by)
        .toSorted((a, b) => b.share - a.share)
      const [worst] = bad
      const found =
        worst === undefined
          ? `none of ${search.tried} that were tried`
          : `${worst.words}: ${showNumber(100 * worst.share)} % worse`
      return { gate: name, held: worst === undefined, found, wanted: 'none' }
    },
  }
}

/** The fairness that the model declares holds for the groups of every column. */
export function isFair(): Gate {
  const name = 'groups are treated alike'
  return {
    name,
    judge: async ({ report }) => {
      const { fairness } = await report()
      const [first] = fairness
      if (first === undefined) {
        const wanted = 'a model that declares fairness'
        return { gate: name, held: false, found: 'no groups to compare', wanted }
      }
      const broken = fairness.filter(isBroken).map(nameFinding)
      const found = broken.length === 0 ? 'it holds' : `it does not hold by ${broken.join(', ')}`
      return { gate: name, held: broken.length === 0, found, wanted: first.wanted }
    },
  }
}

/** Whether groups are apart where the model is held to it. */
export function isBroken({ held, isToldOnly }: FairnessFinding): boolean {
  return !held && isToldOnly !== true
}

/** `sex`, or `sex where education = school`. */
export function nameFinding({ column, where }: FairnessFinding): string {
  return where === undefined ? column : `${column} where ${where}`
}

/** All behaviours that the model declares are kept. */
export function keepsBehaviours(): Gate {
  const name = 'it behaves as declared'
  return {
    name,
    judge: async (evidence) => {
      const behaviours = await evidence.behaviours()
      const broken = behaviours.filter(({ held }) => !held).map(({ gate }) => gate)
      const found =
        broken.length === 0 ? `all ${behaviours.length} kept` : `not kept: ${broken.join('; ')}`
      return { gate: name, held: broken.length === 0, found, wanted: 'all kept' }
    },
  }
}
