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
    message: (d: { model: string; alias: string; version: number }) =>
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
  onnxFailed: {
    kind: 'refused',
    message: (d: { problem: string }) => `The ONNX graph could not be run: ${d.problem}`,
  },
})
