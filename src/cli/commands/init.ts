import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { makeProject, templates } from '../make-project.ts'
import { packageSpec } from '../package-spec.ts'
import { writeCounted } from '../write-value.ts'

export const init = defineCommand({
  name: 'init',
  summary: 'Make a project that runs, with its tests',
  description:
    'Writes a small project that is whole: data, groups, a view, a model, a pipeline, a service and tests, ' +
    'with format, lint, types, a Git hook and a CI file. Make it yours from there. forecast predicts days ' +
    'to come and has a page; tabular says yes or no to rows of a table; api answers what a request asks; ' +
    'blank has nothing yet.',
  example: [
    'swell init my-service',
    'swell init my-service --template tabular',
    'swell init my-service && cd my-service && npm install && npm start',
  ],
  positionals: ['folder'],
  input: z.strictObject({
    folder: z.string().min(1).describe('Where; it must not exist yet, or be empty'),
    template: z.enum(templates).default('forecast').describe('What to begin with'),
    groundswell: z
      .string()
      .optional()
      .describe('Where npm gets groundswell; this very version when left out')
      .meta({ value: '<version or file>' }),
  }),
  run: (context, { folder, template, groundswell }) =>
    makeProject({
      template,
      folder,
      workingFolder: context.workingFolder,
      groundswell: groundswell ?? packageSpec(),
      today: context.now(),
    }),
  print: ({ name, folder, fileCount, shownFolder }, { style }) =>
    [
      `Made ${style.bold(name)} in ${folder}: ${writeCounted(fileCount, 'file')}.\n\n`,
      `  cd ${shownFolder}\n  npm install\n  npm start\n\n`,
      style.dim('Its README says what is where.\n'),
    ].join(''),
})
