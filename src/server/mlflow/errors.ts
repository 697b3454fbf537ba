import { defineErrors } from '../../base/index.ts'

export const mlflowErrors = defineErrors('server', {
  mlflowEndpointNotFound: {
    kind: 'not-found',
    message: (d: { method: string; path: string }) =>
      `There is nothing of MLflow's interface at ${d.method} ${d.path}.`,
    hint: 'What is spoken of it stands in docs/mlflow.md.',
  },
  mlflowContentType: {
    kind: 'wrong-use',
    message: () => "Bad Request. Content-Type must be one of ['application/json'].",
  },
  mlflowPageTokenWrong: {
    kind: 'wrong-use',
    message: (d: { token: string }) =>
      `Invalid page token, could not base64-decode: ${d.token.slice(0, 80)}`,
    hint: 'Ask with the token that the page before has given, or with none.',
  },
  mlflowPathWrong: {
    kind: 'wrong-use',
    message: (d: { path: string }) => `Invalid path: ${JSON.stringify(d.path.slice(0, 200))}`,
    hint: 'A path is relative, of names between slashes, and leads nowhere else.',
  },
  mlflowVersionNotFound: {
    kind: 'not-found',
    message: (d: { model: string; version: number }) =>
      `Model Version (name=${d.model}, version=${d.version}) not found`,
  },
  mlflowAliasNotFound: {
    kind: 'wrong-use',
    message: (d: { alias: string }) => `Registered model alias ${d.alias} not found.`,
  },
  versionSourceWrong: {
    kind: 'wrong-use',
    message: (d: { source: string }) =>
      `Invalid model version source: '${d.source.slice(0, 200)}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
  },
  registryFilesAreFixed: {
    kind: 'wrong-use',
    message: (d: { path: string }) =>
      `Invalid path: ${JSON.stringify(d.path.slice(0, 200))} is of a registered version, which never changes`,
  },
  loggedFileNotFound: {
    kind: 'not-found',
    message: (d: { path: string }) => `No such artifact: '${d.path}'`,
  },
  multipartNotOffered: {
    kind: 'refused',
    message: () => 'Multipart upload is not supported for the current artifact repository',
    hint: 'Send the file whole: any size is taken as it comes.',
  },
})
