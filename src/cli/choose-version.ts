import { z } from 'zod'
import { getAliased, getVersion, registryErrors, type ModelStore } from '../registry/index.ts'

/** What a command asks for that is about a version of a model. */
export const versionInput = {
  model: z.string().describe('Its name'),
  version: z
    .string()
    .optional()
    .describe('Which: its number or an alias; the newest when left out'),
}

/** A version as people say it: `3`, `champion`, or the newest. Throws `versionNotFound` or `aliasNotFound`. */
export async function chooseVersion(
  models: ModelStore,
  model: string,
  said: string | number | undefined,
): Promise<number> {
  if (said === undefined) {
    const [newest] = await models.list(model)
    if (newest !== undefined) return newest.version
    throw registryErrors.versionNotFound({ model, version: 'at all', known: 'none' })
  }
  if (/^v?\d+$/.test(String(said))) {
    return (await getVersion(models, model, Number(String(said).replace(/^v/, '')))).version
  }
  return (await getAliased(models, model, String(said))).version
}
