import type { PipelineFormReply, PipelineSettingReply } from '../../api/index.ts'
import { maskSecrets, type Setting } from '../../base/index.ts'
import { getPipeline, type OpenedProject } from '../../project/index.ts'
import { toSettings } from './runs.ts'

/** What a run of a pipeline can be given. Throws `pipelineNotFound`. */
export async function readPipelineForm(
  project: OpenedProject,
  name: string,
): Promise<PipelineFormReply> {
  const { steps } = getPipeline(project.definition, name)
  const readers = new Map<string, string[]>()
  for (const step of steps) {
    const query = { kind: 'step', name: step.name, parentName: name, status: 'succeeded' } as const
    const [last] = await project.runs.list({ ...query, limit: 1 })
    // What a step has read is known once it has ended: its settings are those that counted.
    const read = last === undefined ? [] : Object.keys(toSettings(last.settings))
    for (const setting of new Set([...step.settings.map((own) => own.name), ...read])) {
      readers.set(setting, [...(readers.get(setting) ?? []), step.name])
    }
  }
  const settings = Object.values(project.definition.settings).map((setting) =>
    toField(project, setting, readers.get(setting.name) ?? []),
  )
  const isRead = ({ readBy }: PipelineSettingReply) => readBy.length > 0
  return { settings: [...settings.filter(isRead), ...settings.filter((one) => !isRead(one))] }
}

const types = { string: 'text', number: 'number', boolean: 'boolean' } as const

function toField(
  { settings }: OpenedProject,
  setting: Setting,
  readBy: string[],
): PipelineSettingReply {
  const { name, description, min, max, oneOf } = setting
  const value = settings[name] ?? setting.default
  // The type of a setting is that of its default: a text, a number or a truth value.
  const type = types[typeof setting.default as keyof typeof types]
  return {
    name,
    type,
    readBy,
    default: setting.default,
    value: typeof value === 'string' ? maskSecrets(value) : value,
    ...(description === undefined ? {} : { description }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(oneOf === undefined ? {} : { oneOf: [...oneOf] }),
  }
}
