import type { PreviewReply } from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { sqlLoggedFiles, sqlLoggedRunStore, type LoggedFile } from '../../tracking/index.ts'
import { serverErrors } from '../errors.ts'
import { previewFile } from './preview-file.ts'

/** Throws `loggedRunNotFound` or `nothingHere`. */
export async function previewLoggedFile(
  project: OpenedProject,
  id: string,
  path: string,
): Promise<PreviewReply> {
  const { digest, sizeBytes } = await findLoggedFile(project, id, path)
  const address = `/api/v1/logged-runs/${id}/file?path=${encodeURIComponent(path)}`
  return previewFile(project, { name: path, digest, sizeBytes, address })
}

/** Finds what was logged under exactly that path. Throws `loggedRunNotFound` or `nothingHere`. */
export async function findLoggedFile(
  { database, now }: OpenedProject,
  id: string,
  path: string,
): Promise<LoggedFile> {
  const { artifactUri } = await sqlLoggedRunStore({ session: database, now }).get(id)
  // A program may keep its files elsewhere; those we don't have.
  const folder = /^mlflow-artifacts:\/+(.+)$/.exec(artifactUri)?.[1]
  const files = sqlLoggedFiles(database)
  const file = folder === undefined ? undefined : await files.find(`${folder}/${path}`)
  if (file === undefined) throw serverErrors.nothingHere({ method: 'GET', path: `${id}/${path}` })
  return file
}
