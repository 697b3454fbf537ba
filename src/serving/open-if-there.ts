import { open, type FileHandle } from 'node:fs/promises'
import { systemErrorCode } from '../base/index.ts'

/** Undefined where the file was removed meanwhile: what a journal held is in the group then. */
export async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
