import { defineErrors } from '../base/index.ts'

export const registryErrors = defineErrors('registry', {
  modelNotFound: {
    kind: 'not-found',
    message: (d: { model: string; suggestion: string }) =>
      `There is no model "${d.model}". ${d.suggestion}`,
    hint: 'List them with `swell models list`.',
  },
  versionNotFound: {
    kind: 'not-found',
    message: (d: { model: string; version: string; known: string }) =>
      `Model ${d.model} has no version ${d.version}. There is: ${d.known}.`,
    hint: (d: { model: string }) => `Train one with \`swell train ${d.model}\`.`,
  },
  aliasNotFound: {
    kind: 'not-found',
    message: (d: { model: string; alias: string }) =>
      `No version of model ${d.model} is its ${d.alias} yet.`,
    hint: (d: { model: string; alias: string }) =>
      `Promote one: swell models promote ${d.model} --alias ${d.alias}`,
  },
  aliasMovedMeanwhile: {
    kind: 'conflict',
    message: (d: { model: string; alias: string; version: number | 'none' }) =>
      `Somebody else moved alias ${d.alias} of model ${d.model} to version ${d.version} in the meantime; it was left there.`,
    hint: 'Look at what changed, then promote again if you still mean it.',
  },
  gateNotHeld: {
    kind: 'refused',
    message: (d: { model: string; version: number; alias: string; failed: readonly string[] }) =>
      `Version ${d.version} of ${d.model} may not become ${d.alias}: ${d.failed.join('; ')}.`,
    hint: 'Train a better one, or promote with --reason "…", which is recorded.',
  },
  fileNotFound: {
    kind: 'not-found',
    message: (d: { model: string; version: number; file: string }) =>
      `Version ${d.version} of ${d.model} has no file ${d.file}.`,
  },
  modelNotRegistered: {
    kind: 'not-found',
    message: (d: { model: string }) => `Registered Model with name=${d.model} not found`,
    hint: 'List them with `swell models list`.',
  },
  modelNameTaken: {
    kind: 'conflict',
    message: (d: { model: string }) => `Registered Model (name=${d.model}) already exists.`,
    hint: 'Register a further version of it, or take another name.',
  },
  modelNameWrong: {
    kind: 'wrong-use',
    message: (d: { name: string; problem: string }) =>
      `"${d.name}" can't be the name of a model: ${d.problem}.`,
  },
  aliasNameWrong: {
    kind: 'wrong-use',
    message: (d: { alias: string }) =>
      `"${d.alias}" can't be an alias: it is of letters, digits, _ and -, and neither a number, "latest" nor "v1".`,
  },
  modelIsDefined: {
    kind: 'refused',
    message: (d: { model: string; what: string }) =>
      `Model ${d.model} is defined by the project, so it can't be ${d.what} here.`,
    hint: 'Change its definition instead.',
  },
  versionIsServed: {
    kind: 'refused',
    message: (d: { model: string; version: number; alias: string }) =>
      `Version ${d.version} of ${d.model} is its ${d.alias}, so it can't be deleted.`,
    hint: 'Move the alias to another version first.',
  },
  notApproved: {
    kind: 'refused',
    message: (d: { model: string; version: number; stage: string; alias: string }) =>
      `Version ${d.version} of ${d.model} is ${d.stage}, and only an approved one may become ${d.alias}.`,
    hint: (d: { model: string; version: number }) =>
      `Approve it: swell models approve ${d.model} --version ${d.version}; or promote with --reason "…", which is recorded.`,
  },
  cardNotWritten: {
    kind: 'refused',
    message: (d: { model: string; version: number; missing: readonly string[] }) =>
      `Version ${d.version} of ${d.model} can't be approved before its card says: ${d.missing.join(', ')}.`,
    hint: (d: { model: string }) =>
      `Write them into the model's definition (card: { … }), or: swell models describe ${d.model} --intended-use "…" --not-for "…" --caveats "…"`,
  },
  notChecked: {
    kind: 'refused',
    message: (d: { model: string; version: number }) =>
      `Version ${d.version} of ${d.model} has not passed its gates, so it can't be approved.`,
    hint: (d: { model: string; version: number }) =>
      `Ask them: swell models gate ${d.model} --version ${d.version}; or approve with --reason "…", which is recorded.`,
  },
  nothingToRollBackTo: {
    kind: 'refused',
    message: (d: { model: string; alias: string }) =>
      `The alias ${d.alias} of model ${d.model} was never at another version.`,
    hint: 'See where aliases were with `swell models show`.',
  },
  folderNotEmpty: {
    kind: 'conflict',
    message: (d: { folder: string }) => `The folder ${d.folder} is not empty.`,
    hint: 'Name one that is not there yet.',
  },
  webhookNotFound: {
    kind: 'not-found',
    message: (d: { webhook: string }) => `There is no webhook ${d.webhook}.`,
    hint: 'List them with `swell webhooks list`.',
  },
  webhookNameTaken: {
    kind: 'conflict',
    message: (d: { name: string }) => `There is a webhook ${d.name} already.`,
  },
  webhookWrong: {
    kind: 'wrong-use',
    message: (d: { problem: string }) => `The webhook can't be: ${d.problem}.`,
  },
  onnxUnreadable: {
    kind: 'refused',
    message: (d: { problem: string }) => `The ONNX file can't be loaded: ${d.problem}`,
    hint: 'Export it again, with operators of ONNX up to the version that onnxruntime knows.',
  },
  onnxDoesNotFit: {
    kind: 'refused',
    message: (d: { problem: string }) =>
      `The ONNX graph doesn't fit what it is asked: ${d.problem}.`,
    hint: 'Its inputs and output must be named as in the version’s signature.',
  },
  graphStuck: {
    kind: 'refused',
    message: (d: { stuckCount: number; patienceMs: number }) =>
      `The ONNX graph takes nothing on: ${d.stuckCount} of its threads are still busy with batches that took longer than ${d.patienceMs / 1000} s.`,
    hint: 'Ask again later. If it is always so slow, ask with fewer rows, or give it more time: batching: { rows, patience }.',
  },
  onnxFailed: {
    kind: 'refused',
    message: (d: { problem: string }) => `The ONNX graph could not be run: ${d.problem}`,
  },
})
