import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemErrorCode } from '../base/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { writeExportFiles } from './cards/export-files.ts'
import { registryErrors } from './errors.ts'
import { writeMlmodel } from './mlmodel.ts'
import type { ModelVersion } from './model-version.ts'

/**
 * Writes a version into an empty folder that runs without us: the model, its signature, an example, a program in
 * TypeScript and one in Python that predict the example, MLflow's `MLmodel`, and the card. Throws `folderNotEmpty` or
 * `fileNotFound`.
 */
export async function exportVersion(
  blobs: BlobStore,
  version: ModelVersion,
  { folder, card }: { readonly folder: string; readonly card: string },
): Promise<readonly string[]> {
  await assertEmpty(folder)
  const hasGraph = version.files['model.onnx'] !== undefined
  const hasLayout = version.files['MLmodel'] !== undefined
  const texts: Readonly<Record<string, string>> = {
    'README.md': card,
    ...(hasGraph && !hasLayout ? { MLmodel: writeMlmodel(version) } : {}),
    ...(version.files['example.json'] === undefined ? {} : writeExportFiles(version)),
  }
  for (const [name, digest] of Object.entries(version.files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await blobs.placeFile(digest, path)
  }
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text)
  return [...Object.keys(version.files), ...Object.keys(texts)].toSorted()
}

async function assertEmpty(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length > 0) throw registryErrors.folderNotEmpty({ folder })
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error
    await mkdir(folder, { recursive: true })
  }
}
