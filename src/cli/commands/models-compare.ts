import { z } from 'zod'
import { getTrainable } from '../../project/index.ts'
import { getVersion, type ModelVersion } from '../../registry/index.ts'
import { compareForecasts, compareVersions, type VersionComparison } from '../../training/index.ts'
import { chooseVersion } from '../choose-version.ts'
import { defineCommand } from '../command.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import { writeCount, writeNumber } from '../write-value.ts'

export const modelsCompare = defineCommand({
  name: 'models compare',
  summary: 'Hold two versions to the same rows',
  description:
    'Both predict the rows that the second was held to. Of each metric: both values, how much better the second ' +
    'is, and the 95 % interval of that, by drawing the same rows for both. Besides, what differs in what they ' +
    'learned from and how. Two of a forecast are asked from the moments at which the second was tested, by how many ' +
    'steps ahead and by series; the steps of one forecast are drawn together.',
  example: ['swell models compare surf-height 1 2', 'swell models compare surf-height champion 3'],
  positionals: ['model', 'first', 'second'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    first: z.string().describe('A version: its number or an alias'),
    second: z.string().describe('The other one'),
  }),
  run: async (context, { model: name, ...said }) => {
    const project = await context.open()
    const model = getTrainable(project.definition, name)
    const first = await chooseVersion(project.models, name, said.first)
    const second = await chooseVersion(project.models, name, said.second)
    const compared: VersionComparison =
      model.kind === 'forecast'
        ? await compareForecasts(project, model, [first, second])
        : await compareVersions(project, model, [first, second])
    const versions = [
      await getVersion(project.models, name, first),
      await getVersion(project.models, name, second),
    ] as const
    return { model: name, first, second, ...compared, changes: listChanges(...versions) }
  },
  print: (compared, { style }) => {
    const { model, first, second, rowCount, metrics, slices, differences, changes, test } = compared
    const columns = [`v${first}`, `v${second}`] as const
    return [
      `${style.bold(model)}: versions ${first} and ${second} on the ${writeCount(rowCount)} rows that ${second} was held to\n\n`,
      renderTable(
        metrics,
        [
          { title: 'metric', of: ({ name }) => name },
          { title: columns[0], right: true, of: (one) => writeNumber(one.first) },
          { title: columns[1], right: true, of: (one) => writeNumber(one.second) },
          { title: 'better by', right: true, of: ({ gain }) => writeNumber(gain.value) },
          {
            title: '95 % interval',
            right: true,
            of: ({ gain }) => `${writeNumber(gain.low)} to ${writeNumber(gain.high)}`,
          },
          {
            title: `v${second} is`,
            of: ({ gain }) => {
              if (gain.low > 0) return style.good('better')
              return gain.high < 0 ? style.bad('worse') : style.dim('not told apart')
            },
          },
        ],
        { style, nothing: 'Nothing is measured.' },
      ),
      renderSection(
        `Slices, by ${metrics[0]?.name ?? ''}`,
        renderTable(
          slices,
          [
            { title: 'slice', of: ({ slice }) => slice },
            { title: 'rows', right: true, of: (one) => writeCount(one.rowCount) },
            { title: columns[0], right: true, of: (one) => writeNumber(one.first) },
            { title: columns[1], right: true, of: (one) => writeNumber(one.second) },
            ...(slices.some(({ gain }) => gain !== undefined)
              ? [{ title: 'better by', right: true, of: ({ gain }: Slice) => gainWords(gain) }]
              : []),
          ],
          { style, nothing: 'The model names no slices.' },
        ),
        style,
      ),
      '\n',
      renderFacts(
        [
          [
            'they differ by',
            `${writeNumber(differences.mean)} by mean, at most ${writeNumber(differences.largest)}`,
          ],
          ...(test === undefined
            ? []
            : [['by chance', `${writeNumber(test.p)} (${test.name})`] as const]),
          ...changes.map(({ what, first: was, second: is }) => [what, `${was} → ${is}`] as const),
        ],
        style,
      ),
    ].join('')
  },
})

type Slice = VersionComparison['slices'][number]

function gainWords(gain: Slice['gain']): string {
  if (gain === undefined) return ''
  return `${writeNumber(gain.value)} (${writeNumber(gain.low)} to ${writeNumber(gain.high)})`
}

function listChanges(first: ModelVersion, second: ModelVersion) {
  const facts = ({ details, trainingSetId, signature }: ModelVersion) => ({
    learner: details.learner,
    'training set': trainingSetId ?? 'not known',
    inputs: signature.inputs.map(({ name, type }) => `${name} ${type}`).join(', '),
    size: `${details.sizeBytes} B`,
  })
  const [one, other] = [facts(first), facts(second)]
  return Object.entries(one).flatMap(([what, was]) => {
    const is = other[what as keyof typeof other]
    return was === is ? [] : [{ what, first: was, second: is }]
  })
}
