import { defineErrors } from '../base/index.ts'

export const trackingErrors = defineErrors('tracking', {
  runNotFound: {
    kind: 'not-found',
    message: (d: { runId: string }) => `Run ${d.runId} does not exist.`,
    hint: 'List the runs with `swell runs list`.',
  },
  runAlreadyEnded: {
    kind: 'conflict',
    message: (d: { runId: string; status: string }) =>
      `Run ${d.runId} already ended as ${d.status}; a run ends once.`,
  },
  endBeforeStart: {
    kind: 'wrong-use',
    message: (d: { runId: string; startedAt: Date; endedAt: Date }) =>
      `Run ${d.runId} can't end at ${d.endedAt.toISOString()}, before its start at ${d.startedAt.toISOString()}.`,
  },
  secretKept: {
    kind: 'refused',
    message: (d: { what: string }) => `${d.what} holds a secret, and would be stored; it was not.`,
    hint: 'Read the secret again where it is needed, instead of handing it on.',
  },
  runInterrupted: {
    kind: 'outside',
    message: (d: { owner: string }) => `The run broke off: ${d.owner} ended without finishing it.`,
    hint: 'Run it again; steps that had succeeded are skipped.',
  },
  experimentNotFound: {
    kind: 'not-found',
    message: (d: { id: string }) => `No Experiment with id=${d.id} exists`,
  },
  experimentNameNotFound: {
    kind: 'not-found',
    message: (d: { name: string }) => `Could not find experiment with name '${d.name}'`,
  },
  experimentNameTaken: {
    kind: 'conflict',
    message: (d: { name: string }) => `Experiment(name=${d.name}) already exists.`,
    hint: 'A deleted experiment keeps its name: restore it, or give it another name first.',
  },
  experimentNotActive: {
    kind: 'wrong-use',
    message: (d: { id: string }) =>
      `The experiment ${d.id} must be in the 'active' state. Current state is deleted.`,
    hint: 'Restore the experiment first.',
  },
  experimentTagNotFound: {
    kind: 'not-found',
    message: (d: { key: string; id: string }) =>
      `No tag with name: ${d.key} in experiment with id ${d.id}`,
  },
  loggedRunNotFound: {
    kind: 'not-found',
    message: (d: { id: string }) => `Run with id=${d.id} not found`,
  },
  loggedRunNotActive: {
    kind: 'wrong-use',
    message: (d: { id: string }) =>
      `The run ${d.id} must be in the 'active' state. Current state is deleted.`,
    hint: 'Restore the run first.',
  },
  runNamedTwice: {
    kind: 'wrong-use',
    message: (d: { name: string; tag: string }) =>
      `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${d.name}', mlflow.runName='${d.tag}').`,
  },
  runTagNotFound: {
    kind: 'not-found',
    message: (d: { key: string; id: string }) =>
      `No tag with name: ${d.key} in run with id ${d.id}`,
  },
  paramChanged: {
    kind: 'wrong-use',
    message: (d: { key: string; id: string; before: string; after: string }) =>
      `Changing param values is not allowed. Param with key='${d.key}' was already logged with value='${d.before}' for run ID='${d.id}'. Attempted logging new value '${d.after}'.`,
    hint: 'Log what changes as a metric or a tag, or start a nested run for each value.',
  },
  paramSaidTwice: {
    kind: 'wrong-use',
    message: (d: { key: string; before: string; after: string }) =>
      `Duplicate parameter keys have been submitted: ['${d.key}'], with the values '${d.before}' and '${d.after}'. Please ensure the request contains only one param value per param key.`,
  },
  loggedValueWrong: {
    kind: 'wrong-use',
    message: (d: { parameter: string; value: string; problem: string }) =>
      `Invalid value ${d.value} for parameter '${d.parameter}' supplied: ${d.problem}`,
  },
  loggedValueMissing: {
    kind: 'wrong-use',
    message: (d: { parameter: string }) =>
      `Missing value for required parameter '${d.parameter}'. See the API docs for more information about request parameters.`,
  },
  batchTooLarge: {
    kind: 'wrong-use',
    message: (d: { what: string; limit: number; count: number }) =>
      `A batch logging request can contain at most ${d.limit} ${d.what}. Got ${d.count} ${d.what}. Please split up ${d.what} across multiple requests and try again.`,
  },
  serverRefused: {
    kind: 'outside',
    message: (d: { url: string; status: number; said: string }) =>
      `${d.url} answered with status ${d.status}: ${d.said}`,
    hint: 'Is it a server of MLflow, and does it ask for a name or token? (--authorization-variable)',
  },
  nothingToImport: {
    kind: 'wrong-use',
    message: (d: { from: string }) =>
      `${d.from} is no folder of runs, no SQLite file of MLflow, and no address of a server.`,
    hint: 'Name a folder such as mlruns, a file such as mlflow.db, or http://127.0.0.1:5000.',
  },
  loggedModelNotFound: {
    kind: 'not-found',
    message: (d: { id: string }) => `Logged model with ID '${d.id}' not found.`,
  },
  loggedModelTagNotFound: {
    kind: 'not-found',
    message: (d: { key: string; id: string }) =>
      `No tag with key ${JSON.stringify(d.key)} for model with ID ${JSON.stringify(d.id)}.`,
  },
  filterNotReadable: {
    kind: 'wrong-use',
    message: (d: { filter: string; problem: string }) =>
      `Invalid filter '${d.filter}'. Could not be parsed: ${d.problem}.`,
    hint: "Write comparisons such as metrics.loss < 0.1 and params.depth = '3', joined by AND, OR, NOT and parentheses.",
  },
  searchKeyNotKnown: {
    kind: 'wrong-use',
    message: (d: { what: string; name: string; known: readonly string[]; suggestion: string }) =>
      `Invalid ${d.what} '${d.name}'. Valid values are ${d.known.join(', ')}. ${d.suggestion}`,
  },
  searchValueWrong: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `${d.problem}.`,
  },
  orderNotReadable: {
    kind: 'wrong-use',
    message: (d: { order: string }) => `Invalid order_by clause '${d.order}'. Could not be parsed.`,
    hint: 'Name one column an element, followed by ASC or DESC: metrics.loss DESC.',
  },
  orderSaidTwice: {
    kind: 'wrong-use',
    message: (d: { order: string }) => `\`order_by\` contains duplicate fields: '${d.order}'.`,
  },
})
