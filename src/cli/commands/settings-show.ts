import { z } from 'zod'
import { maskSecrets, suggestName } from '../../base/index.ts'
import {
  allSettings,
  findProjectRoot,
  listPresets,
  loadProject,
  projectErrors,
  traceSettings,
  variableOf,
  type TracedSetting,
} from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'

export const settingsShow = defineCommand({
  name: 'settings show',
  summary: 'Show the settings in force, and where each came from',
  description:
    'From the weakest to the strongest: the default, settings/<environment>.yaml, .env, .env.<environment>, ' +
    'variables of the process, --preset, --set. The state is left alone.',
  example: [
    'swell settings show',
    'swell settings show trees --env production --preset deep --set trees=100',
  ],
  positionals: ['name'],
  input: z.strictObject({ name: z.string().optional().describe('Only this setting') }),
  run: async (context, { name }) => {
    const root = findProjectRoot(context.folder)
    const declared = allSettings(await loadProject(root))
    const traced = traceSettings(declared, await context.settingSources())
    const settings = traced.filter((one) => name === undefined || one.name === name)
    if (name !== undefined && settings.length === 0) {
      const names = traced.map((one) => one.name)
      const suggestion = suggestName(name, names)
      throw projectErrors.unknownSetting({ setting: name, place: 'The command', suggestion })
    }
    const environment = context.environment['SWELL_ENV'] ?? 'development'
    return { environment, presets: await listPresets(root), settings: settings.map(toReply) }
  },
  print: ({ environment, presets, settings }, { style }) => {
    const columns = [
      { title: 'setting', of: ({ name }: Shown) => style.bold(name) },
      { title: 'value', of: ({ value }: Shown) => String(value) },
      { title: 'from', of: ({ place }: Shown) => place },
      {
        title: 'instead of',
        of: ({ overruled }: Shown) =>
          style.dim(overruled.toReversed().map(describeOverruled).join(', ')),
      },
    ]
    const nothing = 'The project declares no settings.'
    const table = renderTable(settings, columns, { style, nothing })
    const offered = presets.length === 0 ? '' : `; presets: ${presets.join(', ')}`
    return `${table}\n${style.dim(`environment ${environment}${offered}`)}\n`
  },
})

type Shown = ReturnType<typeof toReply>

function toReply({ name, description, value, place, overruled }: TracedSetting) {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    variable: variableOf(name),
    value: masked(value),
    place,
    overruled: overruled.map((one) => ({ ...one, value: masked(one.value) })),
  }
}

/** An address may hold a password. */
function masked(value: TracedSetting['value']): TracedSetting['value'] {
  return typeof value === 'string' ? maskSecrets(value) : value
}

function describeOverruled({ value, place }: TracedSetting['overruled'][number]): string {
  return `${value} (${place})`
}
