/** The words of the design; each must be explained. */
export const designWords: readonly string[] = [
  'project',
  'source',
  'dataset',
  'feature group',
  'view',
  'training set',
  'step',
  'pipeline',
  'run',
  'model',
  'version',
  'alias',
  'gate',
  'service',
  'monitor',
  'delivery',
  'commit',
  'segment',
  'prediction',
  'schedule',
  'metric',
  'baseline',
  'learner',
  'label',
  'feature',
  'key',
  'event time',
  'known time',
  'blob',
  'lineage',
  'forecast',
  'settings',
  'check',
]

/** Other words for the same things: they make two of one. Matched in names of exported types. */
const strangers: Readonly<Record<string, string>> = {
  Job: 'Run',
  Workflow: 'Pipeline',
  Task: 'Step',
  Dag: 'Pipeline',
  FeatureTable: 'Group',
  Endpoint: 'Service',
  Trainer: 'Learner',
  Estimator: 'Learner',
}

/** Words that are missing, out of order, or stand twice in the table of docs/glossary.md. */
export function findGlossaryFaults(page: string): readonly string[] {
  const words = [...page.matchAll(/^\| ([a-z][a-z ]*?) +\| .{20,} \|$/gm)]
    .map((match) => (match[1] ?? '').trim())
    .filter((word) => word !== 'word')
  return [
    ...designWords.filter((word) => !words.includes(word)).map((word) => `${word} is missing`),
    ...words
      .filter((word, at) => at > 0 && (words[at - 1] ?? '') >= word)
      .map((word) => `${word} is out of order`),
  ]
}

/** Exported types whose name is another word for something that the glossary names. */
export function findStrangers(
  files: readonly { readonly path: string; readonly text: string }[],
): readonly string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].flatMap(([, name = '']) => {
      const known = strangers[name]
      return known === undefined ? [] : [`${path}: ${name} is called ${known} here`]
    }),
  )
}
