import { defineErrors } from '../base/index.ts'

export const projectErrors = defineErrors('project', {
  configNotFound: {
    kind: 'definition',
    message: (d: { folder: string }) => `There is no swell.config.ts in ${d.folder} or above it.`,
    hint: 'Go to your project’s folder, name it with --project <folder>, or make one: swell init my-service',
  },
  configBroken: {
    kind: 'definition',
    message: (d: { file: string; problem: string }) => `${d.file} can't be loaded: ${d.problem}`,
    hint: 'Mend it, then run `npx tsc --noEmit` in the project to see what else the compiler says.',
  },
  configHasNoProject: {
    kind: 'definition',
    message: (d: { file: string; found: string }) =>
      `${d.file} exports no \`project\`; it exports ${d.found}.`,
    hint: 'Write: export const project = defineProject({ name: …, … })',
  },
  nameTaken: {
    kind: 'definition',
    message: (d: { project: string; kind: string; name: string }) =>
      `Project ${d.project} has two definitions of ${d.kind} "${d.name}".`,
    hint: 'Give one of them another name; a name is how everything else finds it.',
  },
  notAName: {
    kind: 'definition',
    message: (d: { kind: string; name: string }) => `"${d.name}" can't be the name of a ${d.kind}.`,
    hint: 'Names are small letters, digits and hyphens, and begin with a letter: surf-height.',
  },
  groupNotListed: {
    kind: 'definition',
    message: (d: { project: string; reader: string; group: string }) =>
      `${d.reader} reads group "${d.group}", which project ${d.project} does not list.`,
    hint: 'Add the group to `groups` in swell.config.ts.',
  },
  modelNotListed: {
    kind: 'definition',
    message: (d: { project: string; service: string; model: string }) =>
      `Service ${d.service} serves model "${d.model}", which project ${d.project} does not list.`,
    hint: 'Add the model to `models` in swell.config.ts.',
  },
  retrainedNotListed: {
    kind: 'definition',
    message: (d: { project: string; policy: string; model: string }) =>
      `Retraining policy ${d.policy} is of model "${d.model}", which project ${d.project} does not list.`,
    hint: 'Add the model to `models` in swell.config.ts.',
  },
  retrainingFailed: {
    kind: 'outside',
    message: (d: { model: string; problem: string }) => `Retraining ${d.model}: ${d.problem}`,
    hint: 'The version in use is untouched. See `swell decisions list`, and the run of the training.',
  },
  monitorsGone: {
    kind: 'outside',
    message: () => 'Who looks after monitors has ended before it answered.',
    hint: 'Another one is begun within some seconds: ask again, or look by `swell monitor run`.',
  },
  triggerUnknown: {
    kind: 'definition',
    message: (d: { pipeline: string; kind: string; name: string; suggestion: string }) =>
      `The schedule of pipeline "${d.pipeline}" waits for the ${d.kind} "${d.name}", which the project does not list. ${d.suggestion}`,
  },
  pipelinesInCircle: {
    kind: 'definition',
    message: (d: { pipelines: readonly string[] }) =>
      `Pipelines would run after each other for ever: ${d.pipelines.join(' → ')}.`,
    hint: 'Take one of these `afterPipeline` triggers away.',
  },
  isForecast: {
    kind: 'wrong-use',
    message: (d: { name: string }) => `${d.name} is a forecast of series, not a model of rows.`,
    hint: (d: { name: string }) =>
      `Train it with \`swell forecast train ${d.name}\`, ask it with \`swell forecast ahead ${d.name}\`. It is neither taken in nor made smaller: its back-test learns anew at each moment of the past, which a graph can’t.`,
  },
  forecastNotFound: {
    kind: 'not-found',
    message: (d: { forecast: string; suggestion: string }) =>
      `There is no forecast "${d.forecast}". ${d.suggestion}`,
    hint: 'List them with `swell forecast list`.',
  },
  pipelineNotFound: {
    kind: 'not-found',
    message: (d: { pipeline: string; suggestion: string }) =>
      `There is no pipeline "${d.pipeline}". ${d.suggestion}`,
  },
  siteNotFound: {
    kind: 'not-found',
    message: (d: { site: string; suggestion: string }) =>
      `There is no site "${d.site}". ${d.suggestion}`,
  },
  noStartPipeline: {
    kind: 'definition',
    message: (d: { project: string }) =>
      `Project ${d.project} does not say what to run at its start.`,
    hint: 'Name a pipeline: defineProject({ start: daily, … })',
  },
  unknownSetting: {
    kind: 'definition',
    message: (d: { setting: string; place: string; suggestion: string }) =>
      `${d.place} sets "${d.setting}", which is no setting of this project. ${d.suggestion}`,
  },
  settingWithoutValue: {
    kind: 'wrong-use',
    message: (d: { setting: string }) => `--set ${d.setting} gives no value.`,
    hint: (d: { setting: string }) => `Write --set ${d.setting}=value.`,
  },
  settingOfWrongType: {
    kind: 'definition',
    message: (d: { setting: string; place: string; wanted: string; found: string }) =>
      `${d.place} sets "${d.setting}" to "${d.found}"; it has to be a ${d.wanted}.`,
  },
  settingOutOfRange: {
    kind: 'definition',
    message: (d: { setting: string; place: string; wanted: string; found: string }) =>
      `${d.place} sets "${d.setting}" to ${d.found}; it has to be ${d.wanted}.`,
  },
  nothingToResume: {
    kind: 'refused',
    message: (d: { runId: string }) => `The run ${d.runId} has done all that it was to do.`,
    hint: 'Run the pipeline again: steps are skipped while nothing has changed.',
  },
  settingsFileBroken: {
    kind: 'definition',
    message: (d: { place: string; problem: string }) => `${d.place} can't be read: ${d.problem}.`,
    hint: 'A settings file holds one setting a line, as in `trees: 300`.',
  },
  settingsFileMisnamed: {
    kind: 'definition',
    message: (d: { file: string }) =>
      `${d.file} would not be read: settings files are YAML and end in .yaml.`,
    hint: (d: { file: string }) =>
      `Rename it to ${d.file.replace(/\.[a-z]+$/i, '.yaml')} (JSON is YAML as well), or move it elsewhere.`,
  },
  presetNotFound: {
    kind: 'wrong-use',
    message: (d: { preset: string; suggestion: string }) =>
      `There is no preset "${d.preset}". ${d.suggestion}`,
    hint: (d: { preset: string }) =>
      `A preset is a file of settings: settings/presets/${d.preset}.yaml.`,
  },
  stateNotWritable: {
    kind: 'outside',
    message: (d: { folder: string; problem: string }) =>
      `The state can't be kept in ${d.folder}: ${d.problem}.`,
    hint: 'Make the folder writable, or set SWELL_STATE to another one.',
  },
  frozenElsewhere: {
    kind: 'definition',
    message: (d: { step: string; view: string; found: string; version: number }) =>
      `The step "${d.step}" trains on view ${d.view}, and was given version ${d.version} of ${d.found}.`,
    hint: (d: { view: string }) => `Wire \`frozen\` to a freezeStep of view ${d.view}.`,
  },
  codeHasChanged: {
    kind: 'conflict',
    message: (d: { step: string }) =>
      `The project's code has changed since it was read: the step "${d.step}" would run another one than is recorded.`,
    hint: 'Run it again; a server has to be started again to take up new code.',
  },
  commandNotSplit: {
    kind: 'definition',
    message: (d: { step: string; command: string; problem: string }) =>
      `The command of the step "${d.step}", \`${d.command}\`, can't be split into words: ${d.problem}.`,
    hint: "Write its words as a list; for pipes and the like name the shell: `['sh', '-c', 'a | b']`.",
  },
  commandNotFound: {
    kind: 'outside',
    message: (d: { step: string; program: string; folder: string }) =>
      `The step "${d.step}" can't run "${d.program}": there is no such program, seen from ${d.folder}.`,
    hint: 'Install it, or give its path in `command`.',
  },
  commandFailed: {
    kind: 'outside',
    message: (d: { step: string; command: string; ended: string; last: string }) =>
      `The program of the step "${d.step}" ended ${d.ended}: ${d.last}`,
    hint: (d: { command: string }) =>
      `What it printed is in the step's log. It was run as: ${d.command}`,
  },
  commandOutputMissing: {
    kind: 'outside',
    message: (d: { step: string; name: string; found: string }) =>
      `The program of the step "${d.step}" ended well without its output ${d.name}; the folder holds ${d.found}.`,
    hint: 'Let it write the file into the folder that the variable SWELL_OUTPUTS names.',
  },
  reportFailed: {
    kind: 'refused',
    message: (d: { model: string; version: number; problem: string }) =>
      `Version ${d.version} of ${d.model} could not be evaluated: ${d.problem}.`,
    hint: (d: { model: string; version: number }) =>
      `See more with \`swell models evaluate ${d.model} --version ${d.version}\`.`,
  },
})
