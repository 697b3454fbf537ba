import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { suggestName } from '../base/index.ts'
import { projectErrors } from './errors.ts'
import type { GivenSetting } from './parse-setting.ts'
import { readSettingsFile } from './read-settings-file.ts'
import type { SettingSources } from './resolve-settings.ts'

/** Where settings of environments are, and those of presets. */
const folder = 'settings'
const presetFolder = `${folder}/presets`

/**
 * What `settings/<environment>.yaml` gives, if it is there, and what `settings/presets/<name>.yaml` give.
 * Throws `presetNotFound`, `settingsFileBroken` or `settingsFileMisnamed`.
 */
export async function readSettingsFiles(
  root: string,
  wanted: { readonly environment: string; readonly presets: readonly string[] },
): Promise<Required<Pick<SettingSources, 'file' | 'presets'>>> {
  await assertNamedWell(root)
  const file = await readSettingsFile(root, join(root, folder, `${wanted.environment}.yaml`))
  const presets = await Promise.all(wanted.presets.map((preset) => readPreset(root, preset)))
  return { file: file ?? [], presets: presets.flat() }
}

async function readPreset(root: string, preset: string): Promise<GivenSetting[]> {
  const names = await listPresets(root)
  if (!names.includes(preset)) {
    throw projectErrors.presetNotFound({ preset, suggestion: suggestName(preset, names) })
  }
  const given = await readSettingsFile(root, join(root, presetFolder, `${preset}.yaml`))
  return (given ?? []).map((one) => ({ ...one, place: `--preset ${preset} (${one.place})` }))
}

/** The presets that a project has, by name. */
export async function listPresets(root: string): Promise<string[]> {
  const files = await readdir(join(root, presetFolder)).catch(() => [])
  return files
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .toSorted()
}

/** A settings file of another ending would be as good as none, and nobody would be told. */
async function assertNamedWell(root: string): Promise<void> {
  for (const place of [folder, presetFolder]) {
    const names = await readdir(join(root, place)).catch(() => [])
    const misnamed = names.find((name) => /\.(?:yml|json|jsonc|toml)$/i.test(name))
    if (misnamed === undefined) continue
    throw projectErrors.settingsFileMisnamed({ file: `${place}/${misnamed}` })
  }
}
