import { seededRandom } from '../../../src/base/index.ts'
import { measureDrift, type DriftOptions, type DriftTest } from '../../../src/monitoring/index.ts'

/** Texts and embeddings that Evidently is asked about too, by its words, and what our mode `evidently` says. */
export interface WholeCase {
  readonly name: string
  readonly kind: 'text' | 'embedding'
  /** What Evidently is told: a preset's options for texts, a method and its settings for embeddings. */
  readonly options: Readonly<Record<string, unknown>>
  readonly reference: readonly unknown[]
  readonly current: readonly unknown[]
  readonly ours: Readonly<Record<string, number>>
}

const before = 'the sea was calm and waves rolled slowly onto warm sand beside a quiet harbour wall'
const after =
  'the storm was loud and waves broke quickly over cold rock beside a flooded harbour gate'

/** Texts of ten words of a subject, of which a share is of another; a few are not there. */
function drawTexts(seed: string, count: number, otherShare: number): (string | undefined)[] {
  const random = seededRandom(seed)
  const [own, other] = [before.split(' '), after.split(' ')]
  return Array.from({ length: count }, (_, at) => {
    if (at % 17 === 5) return undefined
    const word = () => {
      const plain = random.pick(random.next() < otherShare ? other : own)
      // Some words are rare, and some are written large.
      return random.next() < 0.2 ? `${plain.toUpperCase()}${random.below(40)}` : plain
    }
    return `${Array.from({ length: 10 }, word).join(' ')}.`
  })
}

function drawVectors(seed: string, count: number, moved: number): Float64Array[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: 6 }, (_, at) => random.normal() + (at < 2 ? moved : 0)),
  )
}

interface Asked {
  readonly kind: 'text' | 'embedding'
  readonly counts: readonly [number, number]
  /** How far the current side is from the reference. */
  readonly change: number
  readonly test?: DriftTest
  readonly theirs: Readonly<Record<string, unknown>>
  readonly ours?: DriftOptions
}

const asked: readonly Asked[] = [
  { kind: 'text', counts: [260, 301], change: 0.4, theirs: {} },
  { kind: 'text', counts: [1200, 400], change: 0.1, theirs: {} },
  {
    kind: 'text',
    counts: [400, 300],
    change: 0.15,
    theirs: { text_method: 'abs_text_content_drift', text_threshold: 0.7 },
    ours: { byKind: { text: { test: 'textContent', threshold: 0.7 } } },
  },
  {
    kind: 'text',
    counts: [300, 200],
    change: 0.05,
    theirs: { text_method: 'perc_text_content_drift', text_threshold: 0.5 },
    ours: { byKind: { text: { test: 'textContentByChance', threshold: 0.5 } } },
  },
  { kind: 'embedding', counts: [300, 260], change: 0, theirs: {} },
  { kind: 'embedding', counts: [261, 300], change: 0.4, theirs: {} },
  { kind: 'embedding', counts: [1000, 500], change: 0.2, theirs: {} },
  {
    kind: 'embedding',
    counts: [300, 260],
    change: 0.3,
    test: 'embeddingDistance',
    theirs: { method: 'distance' },
  },
  {
    kind: 'embedding',
    counts: [300, 260],
    change: 0.3,
    test: 'embeddingRatio',
    theirs: { method: 'ratio' },
  },
  {
    kind: 'embedding',
    counts: [1100, 260],
    change: 0.3,
    test: 'embeddingDiscrepancy',
    theirs: { method: 'mmd' },
  },
]

export function wholeCases(): readonly WholeCase[] {
  return asked.map(({ kind, counts, change, test, theirs, ours }) => {
    const how = Object.values(theirs).join(', ') || 'chosen'
    const name = `${kind} of ${counts.join(' against ')}, changed by ${change}: ${how}`
    const column = (side: 0 | 1) => {
      const [seed, moved] = [`${name} ${side}`, side === 0 ? 0 : change]
      return kind === 'text'
        ? ({ name: 'it', kind, values: drawTexts(seed, counts[side], moved) } as const)
        : ({ name: 'it', kind, values: drawVectors(seed, counts[side], moved) } as const)
    }
    const [reference, current] = [column(0), column(1)]
    const report = measureDrift(
      { columns: [reference] },
      { columns: [current] },
      { mode: 'evidently', ...(test === undefined ? {} : { tests: { it: test } }), ...ours },
    )
    const plain = (values: readonly unknown[]) =>
      values.map((value) =>
        value instanceof Float64Array ? [...value] : value === undefined ? null : value,
      )
    return {
      name,
      kind,
      options: theirs,
      reference: plain(reference.values),
      current: plain(current.values),
      ours: {
        score: report.columns[0]?.score ?? Number.NaN,
        drifted: Number(report.columns[0]?.drifted),
      },
    }
  })
}
