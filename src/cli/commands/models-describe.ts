import { z } from 'zod'
import { missingParts, sqlModelNotes, type CardText } from '../../registry/index.ts'
import { getTrainable, readCardText } from '../../project/index.ts'
import { chooseVersion } from '../choose-version.ts'
import { defineCommand } from '../command.ts'

const text = (what: string) => z.string().min(1).optional().describe(what).meta({ value: '"…"' })

export const modelsDescribe = defineCommand({
  name: 'models describe',
  summary: 'Write what only a person can say of a model, or tag a version',
  description:
    'What stands in the model’s definition (`card: { … }`) comes first. Without a version it is said of the ' +
    'model; `--note` and `--tag` with a version are said of that one.',
  example: [
    'swell models describe surf-height --intended-use "waves for surfers" --not-for "shipping" --caveats "no storms in the data"',
    'swell models describe surf-height --version 3 --note "after the buoy was mended" --tag season=winter',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    intendedUse: text('What it is meant for'),
    notFor: text('What it is not meant for'),
    caveats: text('Where it is weak'),
    contact: text('Whom to ask'),
    license: text('Its license, as apache-2.0'),
    version: z.number().int().min(1).optional().describe('Of which version the note and tags are'),
    note: text('A description of the version'),
    tag: z.array(z.string()).default([]).describe('A tag of the version: key=value'),
  }),
  run: async (context, { model: name, version: said, note, tag, ...parts }) => {
    const project = await context.open()
    const model = getTrainable(project.definition, name)
    const notes = sqlModelNotes(project)
    const written = Object.fromEntries(
      Object.entries(parts).flatMap(([part, value]) =>
        value === undefined ? [] : [[part, value]],
      ),
    ) as Partial<CardText>
    const version = await chooseVersion(project.models, name, said)
    if (Object.keys(written).length > 0) await notes.writeCard(name, written)
    if (note !== undefined) await notes.describe(name, version, note)
    for (const one of tag) {
      const [key = '', ...rest] = one.split('=')
      await notes.setTag(name, version, [key, rest.join('=')])
    }
    const card = await readCardText(project, model)
    return { model: name, version, card, missing: missingParts(card) }
  },
  print: ({ model, missing }) =>
    missing.length === 0
      ? `The card of ${model} says what only people can.\n`
      : `The card of ${model} does not say yet: ${missing.join(', ')}.\n`,
})
