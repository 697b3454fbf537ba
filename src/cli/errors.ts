import { defineErrors } from '../base/quick.ts'

export const cliErrors = defineErrors('cli', {
  unknownCommand: {
    kind: 'wrong-use',
    message: (d: { command: string; suggestion: string }) =>
      `There is no command "${d.command}". ${d.suggestion}`,
    hint: 'See all commands with `swell --help`.',
  },
  verbMissing: {
    kind: 'wrong-use',
    message: (d: { noun: string; verbs: readonly string[] }) =>
      `\`swell ${d.noun}\` needs a verb: ${d.verbs.join(', ')}.`,
    hint: (d: { noun: string }) => `See what they do with \`swell ${d.noun} --help\`.`,
  },
  unknownOption: {
    kind: 'wrong-use',
    message: (d: { command: string; option: string; suggestion: string }) =>
      `\`${d.command}\` has no option ${d.option}. ${d.suggestion}`,
    hint: (d: { command: string }) => `See its options with \`${d.command} --help\`.`,
  },
  optionWithoutValue: {
    kind: 'wrong-use',
    message: (d: { option: string; value: string }) => `${d.option} needs a value: ${d.value}.`,
  },
  optionWithValue: {
    kind: 'wrong-use',
    message: (d: { option: string; value: string }) =>
      `${d.option} is a switch and takes no value; it was given "${d.value}".`,
  },
  inputWrong: {
    kind: 'wrong-use',
    message: (d: { command: string; name: string; problem: string }) =>
      `${d.name} of \`${d.command}\`: ${d.problem}.`,
    hint: (d: { command: string }) => `See what it takes with \`${d.command} --help\`.`,
  },
  splitNeedsColumn: {
    kind: 'wrong-use',
    message: (d: { split: string }) => `A split ${d.split} needs to know which column to go by.`,
    hint: 'Name it with --by, for example --by beachId.',
  },
  notASetVersion: {
    kind: 'wrong-use',
    message: (d: { text: string }) => `"${d.text}" names no version of a training set.`,
    hint: 'Write the view and a number, as in surf@3, or the view alone for its newest.',
  },
  noChecksFor: {
    kind: 'not-found',
    message: (d: { name: string; suggestion: string }) =>
      `The project declares no dataset "${d.name}" that says what to check. ${d.suggestion}`,
    hint: 'Name the group whose checks are to be asked with --group, or declare it with defineDataset.',
  },
  monitorNotNamed: {
    kind: 'wrong-use',
    message: () => 'Which rows are to be looked at is said, but not by which monitor.',
    hint: 'Name it: swell monitor run <monitor> --last 24h. Without a name, all that is due is looked at.',
  },
  monitorAskedTwice: {
    kind: 'wrong-use',
    message: () =>
      'Which rows are to be looked at is said in more than one way, or by its end alone.',
    hint: 'Say one: --from and --to, --rows, or --last.',
  },
  channelNotFound: {
    kind: 'not-found',
    message: (d: { channel: string; suggestion: string }) =>
      `No monitor tells a channel "${d.channel}". ${d.suggestion}`,
  },
  notAValue: {
    kind: 'wrong-use',
    message: (d: { option: string; text: string; suggestion: string }) =>
      `--${d.option} ${d.text} names no value of a column. ${d.suggestion}`,
    hint: (d: { option: string }) =>
      `Write the column and its value: --${d.option} beachId=lahinch`,
  },
  noPast: {
    kind: 'wrong-use',
    message: (d: { table: string }) => `--as-of is for groups, and ${d.table} is none.`,
    hint: 'Of a dataset name a version, for example tides@3.',
  },
  requestWithoutMoment: {
    kind: 'wrong-use',
    message: () => 'What comes with a request is of one moment, and no moment was told.',
    hint: 'Name it with --at, for example --at 2026-11-22T12:00:00Z.',
  },
  repositoryNotRead: {
    kind: 'outside',
    message: (d: { url: string; tag: string; problem: string }) =>
      `Git can't read ${d.url} at ${d.tag}: ${d.problem}.`,
    hint: 'Try it with `git ls-remote --tags <url>`; what Git asks for there it has to know by itself here.',
  },
  tagNotFound: {
    kind: 'not-found',
    message: (d: {
      url: string
      tag: string
      nearest: string | undefined
      tags: readonly string[]
    }) => `${d.url} has no tag ${d.tag}.`,
    hint: (d: { nearest: string | undefined; tags: readonly string[] }) =>
      d.nearest === undefined
        ? `It has ${d.tags.length === 0 ? 'none' : d.tags.join(', ')}.`
        : `Did you mean ${d.nearest}?`,
  },
  releaseHasNoProject: {
    kind: 'definition',
    message: (d: { url: string; tag: string; file: string }) =>
      `${d.url} at ${d.tag} has no ${d.file} at its top.`,
    hint: 'A released project stands at the top of its repository.',
  },
  releaseNotSetUp: {
    kind: 'outside',
    message: (d: { url: string; tag: string; problem: string }) =>
      `What ${d.url} at ${d.tag} needs can't be installed: ${d.problem}.`,
    hint: 'Clone it and run `npm ci` there to see all of it.',
  },
  pipelineNotTold: {
    kind: 'wrong-use',
    message: (d: { release: string; names: readonly string[] }) =>
      `${d.release} has ${d.names.length === 0 ? 'no pipeline' : 'several pipelines, and names none as its start'}.`,
    hint: (d: { release: string; names: readonly string[] }) =>
      `Name one: swell run ${d.release} ${d.names[0] ?? '<pipeline>'}`,
  },
  logLevelUnknown: {
    kind: 'wrong-use',
    message: (d: { found: string; suggestion: string }) =>
      `"${d.found}" tells no level of the log. ${d.suggestion}`,
    hint: 'Write a level (debug, info, warn, error), or levels of areas: pipelines=debug,schedules=info',
  },
  oneCombination: {
    kind: 'wrong-use',
    message: (d: { option: string }) => `${d.option} is for one combination of settings at a time.`,
    hint: 'Give each setting one value.',
  },
  dueNotSaid: {
    kind: 'wrong-use',
    message: (d: { pipeline: string | undefined }) =>
      `Nothing says whether ${d.pipeline ?? 'the pipelines'} should run only if due.`,
    hint: (d: { pipeline: string | undefined }) =>
      `Write: swell schedule run --due; to run a pipeline whether it is due or not: swell run ${d.pipeline ?? '<pipeline>'}`,
  },
  valueMissing: {
    kind: 'wrong-use',
    message: (d: { option: string; name: string }) =>
      `The ${d.option} needs a value of "${d.name}".`,
    hint: (d: { option: string; name: string }) => `Add --${d.option} ${d.name}=…`,
  },
  argumentMissing: {
    kind: 'wrong-use',
    message: (d: { command: string; argument: string; usage: string }) =>
      `\`${d.command}\` needs ${d.argument}.`,
    hint: (d: { usage: string }) => `Write: ${d.usage}`,
  },
  tooManyArguments: {
    kind: 'wrong-use',
    message: (d: { command: string; found: string; usage: string }) =>
      `\`${d.command}\` doesn't know what to do with "${d.found}".`,
    hint: (d: { usage: string }) => `Write: ${d.usage}`,
  },
  modelFileNotFound: {
    kind: 'not-found',
    message: (d: { path: string }) => `There is no file ${d.path}.`,
    hint: 'Give the ONNX file that your tool has written: swell models import model.onnx <model>.',
  },
  environmentNotFound: {
    kind: 'wrong-use',
    message: (d: { environment: string; suggestion: string }) =>
      `There is no environment "${d.environment}". ${d.suggestion}`,
    hint: (d: { environment: string }) =>
      `To make one, put its settings into settings/${d.environment}.yaml, or its variables into .env.${d.environment}.`,
  },
  folderTaken: {
    kind: 'conflict',
    message: (d: { folder: string }) => `${d.folder} exists and is not empty; it was left alone.`,
    hint: 'Name a folder that does not exist yet.',
  },
  notADefinitionName: {
    kind: 'wrong-use',
    message: (d: { name: string }) => `"${d.name}" can't be the name of a definition.`,
    hint: 'Names are small letters, digits and hyphens, and begin with a letter: order-lines.',
  },
  fileTaken: {
    kind: 'conflict',
    message: (d: { file: string }) => `${d.file} exists; it was left alone.`,
    hint: 'Choose another name.',
  },
  definitionMissing: {
    kind: 'not-found',
    message: (d: { kind: string; suggestion: string }) =>
      `The project has no ${d.kind} to make it of. ${d.suggestion}`.trimEnd(),
    hint: 'Add that first, with `swell add`; or name another one with --of.',
  },
  definitionElsewhere: {
    kind: 'not-found',
    message: (d: { kind: string; name: string; path: string }) =>
      `The definition of ${d.kind} ${d.name} was not found: ${d.path} exports none.`,
    hint: 'Move it into that file, or name another one with --of.',
  },
  templateNotFound: {
    kind: 'not-found',
    message: (d: { template: string; suggestion: string }) =>
      `There is no template "${d.template}". ${d.suggestion}`,
  },
  nothingToBuild: {
    kind: 'not-found',
    message: (d: { project: string }) => `Project ${d.project} has no site.`,
    hint: 'Add one: defineProject({ sites: [defineSite({ … })], … })',
  },
  siteFolderShared: {
    kind: 'definition',
    message: (d: { site: string; other: string; folder: string }) =>
      `Sites ${d.site} and ${d.other} are both to be written to ${d.folder}.`,
    hint: (d: { site: string }) => `Give one a folder of its own: folder: 'site/${d.site}'.`,
  },
  columnMissing: {
    kind: 'refused',
    message: (d: { file: string; row: number; column: string; wanted: string }) =>
      `Row ${d.row} of ${d.file} has no ${d.column}.`,
    hint: (d: { wanted: string }) => `A row holds: ${d.wanted}.`,
  },
  notWithFile: {
    kind: 'wrong-use',
    message: (d: { option: string }) => `--${d.option} is about rows of a group, not of a file.`,
    hint: 'Leave out either it or --in.',
  },
  tlsNeedsBoth: {
    kind: 'wrong-use',
    message: () => 'A certificate and its key go together: one of them is missing.',
    hint: 'Give both: --tls-cert server.crt --tls-key server.key',
  },
  keyNeedsScope: {
    kind: 'wrong-use',
    message: () => 'A key that allows nothing is of no use.',
    hint: 'Say what it allows, once or more: --scope read, --scope write, --scope predict, --scope predict:<service>',
  },
  loadStagesWrong: {
    kind: 'wrong-use',
    message: (d: { found: string }) => `"${d.found}" is no stage of a load.`,
    hint: 'A stage is how long, and which level it rises or falls to: 30s:500',
  },
  loadThresholdWrong: {
    kind: 'wrong-use',
    message: (d: { found: string; names: string }) =>
      `"${d.found}" is nothing that can hold: it begins with none of ${d.names}, or lacks < or > and a number.`,
    hint: 'Such as: "p99<20ms", "errors<1%", "rate>1000"',
  },
  loadKindTwice: {
    kind: 'wrong-use',
    message: () => 'A load has a rate or clients, not both.',
    hint: 'A rate sends requests when they are due; clients wait for their answers.',
  },
  loadRowsUnknown: {
    kind: 'wrong-use',
    message: (d: { service: string; field: string }) =>
      `Service ${d.service} needs "${d.field}", of which no values are known.`,
    hint: 'Give rows to ask for: --rows rows.csv',
  },
  loadRowsMissing: {
    kind: 'wrong-use',
    message: (d: { file: string }) => `${d.file} has no rows.`,
  },
  serverRefused: {
    kind: 'outside',
    message: (d: { server: string; problem: string }) =>
      `${d.server} does not answer: ${d.problem}`,
    hint: 'See whether it runs (`swell up`), and whether SWELL_KEY may ask it.',
  },
  serverWanted: {
    kind: 'wrong-use',
    message: (d: { option: string }) => `--${d.option} wants a server that predicts.`,
    hint: 'Start one with `swell up`, and name it: --server http://127.0.0.1:4300',
  },
})
