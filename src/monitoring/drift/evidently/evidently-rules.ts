import type { MonitoredKind } from '../drift-report.ts'
import type { DriftTest } from '../drift-test.ts'

/** How Evidently 0.7 judges by a test. */
export interface EvidentlyRule {
  /** What it calls the test. */
  readonly name: string
  readonly threshold: number
  /** When a score is drift: how it stands to the threshold. */
  readonly driftIf: '<' | '<=' | '>' | '>='
  readonly kinds: readonly MonitoredKind[]
}

const numbers = ['number'] as const
const categories = ['category', 'number'] as const
const texts = ['text'] as const
const embeddings = ['embedding'] as const

export const evidentlyRules: Readonly<Record<DriftTest, EvidentlyRule>> = {
  kolmogorovSmirnov: { name: 'ks', threshold: 0.05, driftIf: '<=', kinds: numbers },
  cramerVonMises: { name: 'cramer_von_mises', threshold: 0.1, driftIf: '<=', kinds: numbers },
  andersonDarling: { name: 'anderson', threshold: 0.1, driftIf: '<', kinds: numbers },
  mannWhitney: { name: 'mannw', threshold: 0.05, driftIf: '<', kinds: numbers },
  studentT: { name: 't_test', threshold: 0.05, driftIf: '<', kinds: numbers },
  eppsSingleton: { name: 'es', threshold: 0.05, driftIf: '<', kinds: numbers },
  chiSquare: { name: 'chisquare', threshold: 0.05, driftIf: '<', kinds: categories },
  gTest: { name: 'g_test', threshold: 0.1, driftIf: '<', kinds: categories },
  fisherExact: { name: 'fisher_exact', threshold: 0.1, driftIf: '<', kinds: categories },
  proportions: { name: 'z', threshold: 0.05, driftIf: '<', kinds: categories },
  totalVariation: { name: 'TVD', threshold: 0.1, driftIf: '<', kinds: categories },
  maximumMeanDiscrepancy: { name: 'empirical_mmd', threshold: 0.1, driftIf: '<', kinds: numbers },
  wasserstein: { name: 'wasserstein', threshold: 0.1, driftIf: '>=', kinds: numbers },
  energy: { name: 'ed', threshold: 0.1, driftIf: '>', kinds: numbers },
  jensenShannon: { name: 'jensenshannon', threshold: 0.1, driftIf: '>=', kinds: categories },
  populationStability: { name: 'psi', threshold: 0.1, driftIf: '>=', kinds: categories },
  kullbackLeibler: { name: 'kl_div', threshold: 0.1, driftIf: '>=', kinds: categories },
  hellinger: { name: 'hellinger', threshold: 0.1, driftIf: '>=', kinds: categories },
  textContent: { name: 'abs_text_content_drift', threshold: 0.55, driftIf: '>', kinds: texts },
  // The threshold is the share of areas of chance that an area must be above.
  textContentByChance: {
    name: 'perc_text_content_drift',
    threshold: 0.95,
    driftIf: '>',
    kinds: texts,
  },
  embeddingModel: { name: 'model', threshold: 0.55, driftIf: '>', kinds: embeddings },
  embeddingModelByChance: { name: 'model', threshold: 0.95, driftIf: '>', kinds: embeddings },
  embeddingDistance: { name: 'distance', threshold: 0.2, driftIf: '>', kinds: embeddings },
  embeddingRatio: { name: 'ratio', threshold: 0.2, driftIf: '>', kinds: embeddings },
  embeddingDiscrepancy: { name: 'mmd', threshold: 0.015, driftIf: '>', kinds: embeddings },
}

export function isDrift({ driftIf }: EvidentlyRule, score: number, threshold: number): boolean {
  switch (driftIf) {
    case '<':
      return score < threshold
    case '<=':
      return score <= threshold
    case '>':
      return score > threshold
    case '>=':
      return score >= threshold
  }
}

/** Whether scores are chances, of which small ones tell of drift. */
export function givesChance(test: DriftTest): boolean {
  return evidentlyRules[test].driftIf.startsWith('<')
}
