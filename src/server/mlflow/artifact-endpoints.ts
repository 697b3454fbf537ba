import type { MlflowDeps, MlflowEndpoint } from './endpoint.ts'
import { findText, type Fields } from './fields.ts'
import { listed } from './messages.ts'
import { getRunId } from './run-endpoints.ts'
import { parseArtifactPath } from './storage-location.ts'

/** The files of one run, for those who don't go through the proxy; paths begin at the run's own folder. */
export const artifactEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'GET',
    path: '/artifacts/list',
    async answer(deps, fields) {
      const { artifactUri } = await deps.runs.get(getRunId(fields))
      return listRunFolder(deps, artifactUri, findText(fields, 'path') ?? '')
    },
  },
]

/** What lies in a folder below a place of ours; of other places only where they are. */
export async function listRunFolder(
  deps: Pick<MlflowDeps, 'files'>,
  artifactUri: string,
  folder: string,
): Promise<object> {
  const path = parseArtifactPath(folder)
  const root = ownPathOf(artifactUri)
  if (root === undefined) return { root_uri: artifactUri }
  const files = await listFiles(deps, joined(root, path), path)
  return { root_uri: artifactUri, files: listed(files) }
}

/** The proxy's list: each name stands alone. */
export async function listProxied(deps: Pick<MlflowDeps, 'files'>, fields: Fields) {
  const path = parseArtifactPath(findText(fields, 'path') ?? '')
  return { files: listed(await listFiles(deps, path, '')) }
}

async function listFiles({ files }: Pick<MlflowDeps, 'files'>, folder: string, shown: string) {
  const entries = await files.listFolder(folder)
  return entries.map(({ name, isFolder, sizeBytes }) => ({
    path: joined(shown, name),
    is_dir: isFolder,
    file_size: sizeBytes,
  }))
}

/** The path below `mlflow-artifacts:/`; undefined for a place that is not ours. */
export function ownPathOf(uri: string): string | undefined {
  const [, path] = /^mlflow-artifacts:\/*(.*)$/.exec(uri) ?? []
  return path === undefined ? undefined : parseArtifactPath(path)
}

function joined(folder: string, name: string): string {
  return [folder, name].filter((part) => part !== '').join('/')
}
