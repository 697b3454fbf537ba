import type { PipelineSettingReply } from '../../../api/index.ts'
import { plural } from '../../format.ts'
import { SettingField } from './setting-field.tsx'
import type { RunForm } from './use-run-form.ts'

export interface SettingFieldsProps {
  readonly settings: readonly PipelineSettingReply[]
  readonly form: RunForm
}

/** A field for each setting; those that no step has read are folded away. */
export function SettingFields({ settings, form }: SettingFieldsProps) {
  const read = settings.filter(({ readBy }) => readBy.length > 0)
  const others = settings.filter(({ readBy }) => readBy.length === 0)
  if (settings.length === 0) return <p className="soft">The project declares no settings.</p>
  const isOpen = read.length === 0 || others.some((setting) => form.changed.includes(setting))
  return (
    <>
      <Fields settings={read} form={form} />
      {others.length === 0 ? null : (
        <details className="fold" open={isOpen}>
          <summary>
            {read.length === 0
              ? 'Settings'
              : `${plural(others.length, 'setting')} that its steps did not read last time`}
          </summary>
          <Fields settings={others} form={form} />
        </details>
      )}
    </>
  )
}

function Fields({ settings, form }: SettingFieldsProps) {
  if (settings.length === 0) return null
  return (
    <div className="setting-fields">
      {settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          text={form.textOf(setting)}
          onChange={(text) => form.setText(setting, text)}
        />
      ))}
    </div>
  )
}
