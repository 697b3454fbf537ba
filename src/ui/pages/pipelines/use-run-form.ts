import type { PipelineSettingReply, RunPipelineInput } from '../../../api/index.ts'
import { usePageSearch, type PageSearch } from '../../page-search.ts'
import { problemOf, settingValueOf } from './setting-texts.ts'

/** Which steps are to run, and whether also those that are up to date. */
export interface Selection {
  readonly from?: string
  readonly until?: string
  readonly steps?: string
  readonly force: boolean
}

/** What a run is to be started with, as the address holds it. */
export function useRunForm(
  settings: readonly PipelineSettingReply[],
  firstStep: string | undefined,
) {
  const [search, setSearch] = usePageSearch()
  const textOf = ({ name, value }: PipelineSettingReply) => search[`set.${name}`] ?? String(value)
  const changed = settings.filter((setting) => textOf(setting) !== String(setting.value))
  const selection = selectionOf(search, firstStep)
  const { force, steps, ...range } = selection
  const body: RunPipelineInput = {
    ...range,
    ...(steps === undefined ? {} : { steps: [steps] }),
    cache: !force,
    profile: search['profile'] === '1',
    settings: Object.fromEntries(
      changed.map((setting) => [setting.name, settingValueOf(setting, textOf(setting))]),
    ),
  }
  return {
    textOf,
    changed,
    selection,
    body,
    hasProblem: changed.some((setting) => problemOf(setting, textOf(setting)) !== undefined),
    setText: ({ name, value }: PipelineSettingReply, text: string) =>
      setSearch({ [`set.${name}`]: text === String(value) ? undefined : keptText(text) }),
  }
}

export type RunForm = ReturnType<typeof useRunForm>

/** An address drops what is empty: a field that was emptied is kept as a blank. */
function keptText(text: string): string {
  return text === '' ? ' ' : text
}

function selectionOf(search: PageSearch, first: string | undefined): Selection {
  const force = search['force'] === '1'
  const one = search['one'] ?? first
  if (one === undefined) return { force }
  switch (search['which']) {
    case 'from':
      return { from: one, force }
    case 'until':
      return { until: one, force }
    case 'only':
      return { steps: one, force }
    default:
      return { force }
  }
}
