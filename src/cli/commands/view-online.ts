import { z } from 'zod'
import { openOnlineView } from '../../features/index.ts'
import { getView } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { parseMoments } from '../parse-moments.ts'
import { renderFacts } from '../render-table.ts'
import { writeCell, writeKeyCell } from '../write-value.ts'

export const viewOnline = defineCommand({
  name: 'view online',
  summary: 'Read the features of one key as a service would',
  description:
    'They are read from the online store, after what is new was brought in. What the view wants of a request is told by --request.',
  example: [
    'swell view online surf --key beachId=lahinch',
    'swell view online surf --key beachId=lahinch --at 2026-11-22T12:00:00Z --json',
    'swell view online fraud --key ccNum=4000000000000004 --request amount=25 --request category=Grocery',
  ],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    key: z.array(z.string()).min(1).describe('A column of the key and its value: beachId=lahinch'),
    at: z.string().optional().describe('The moment; now if it is absent'),
    request: z
      .array(z.string())
      .default([])
      .describe('A column of the request and its value: amount=25'),
  }),
  run: async (context, { view: name, key, at, request }) => {
    const project = await context.open()
    const view = getView(project.definition, name)
    const moment = parseMoments(view, { key, at, request }, project.now())
    const online = await openOnlineView(project, view)
    const { rows, commits, knownBy } = await online.read([moment])
    const [found] = rows
    return {
      view: name,
      key: moment.key,
      at: moment.at,
      isKnown: found !== undefined,
      features: Object.fromEntries(
        Object.keys(view.features).map((feature) => [feature, known(found?.features[feature])]),
      ),
      newest: found?.newest ?? {},
      commits,
      knownBy,
    }
  },
  print: ({ view, key, at, isKnown, features, newest }, { style }) => {
    const asked = Object.entries(key).map(([column, value]) => `${column} ${writeKeyCell(value)}`)
    const head = `${style.bold(view)}  ${style.dim(`${asked.join(', ')} at ${at.toISOString()}`)}\n\n`
    if (!isKnown) return `${head}No group of the view has a row of this key.\n`
    const facts = Object.entries(features).map(([feature, value]): readonly [string, string] => [
      feature,
      writeCell(value),
    ])
    const times = Object.entries(newest).map(([group, time]) => `${group} ${time.toISOString()}`)
    return `${head}${renderFacts(facts, style)}${style.dim(`\nnewest rows: ${times.join(', ')}`)}\n`
  },
})

/** What is not known is NaN in a feature, and null in JSON. */
function known(value: unknown): unknown {
  return value === undefined || Number.isNaN(value) ? null : value
}
