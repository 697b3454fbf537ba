import { Link } from '@tanstack/react-router'
import type { ProfiledStepReply, RunProfileReply } from '../../../api/index.ts'
import { formatBytes, formatDuration } from '../../format.ts'
import type { TableColumn } from '../../kit/table-column.ts'
import type { FunctionTime } from './flame-tree.ts'

/** Time and memory of each step; beside those of the run that it is compared with. */
export function stepColumns(
  before: RunProfileReply | undefined,
): readonly TableColumn<ProfiledStepReply>[] {
  const earlier = new Map((before?.steps ?? []).map((step) => [step.name, step]))
  const compared: readonly TableColumn<ProfiledStepReply>[] =
    before === undefined
      ? []
      : [
          {
            name: 'cpuBefore',
            title: 'Processor before',
            value: ({ name }) => earlier.get(name)?.cpuMs ?? null,
            show: ({ name }) => durationText(earlier.get(name)?.cpuMs),
            number: true,
          },
          {
            name: 'peakBefore',
            title: 'Memory before',
            value: ({ name }) => earlier.get(name)?.peakBytes ?? null,
            show: ({ name }) => bytesText(earlier.get(name)?.peakBytes),
            number: true,
          },
        ]
  return [
    {
      name: 'name',
      title: 'Step',
      value: ({ name }) => name,
      show: ({ name, runId }) => (
        <Link to="/runs/$id" params={{ id: runId }}>
          {name}
        </Link>
      ),
    },
    {
      name: 'wall',
      title: 'Took',
      value: ({ wallMs }) => wallMs,
      show: ({ wallMs }) => formatDuration(wallMs),
      number: true,
    },
    {
      name: 'cpu',
      title: 'Processor',
      value: ({ cpuMs }) => cpuMs,
      show: ({ cpuMs }) => formatDuration(cpuMs),
      number: true,
    },
    {
      name: 'peak',
      title: 'Most memory',
      value: ({ peakBytes }) => peakBytes,
      show: ({ peakBytes }) => formatBytes(peakBytes),
      number: true,
    },
    ...compared,
    {
      name: 'file',
      title: 'For Chrome',
      value: ({ address }) => address,
      show: ({ address }) =>
        address === null ? (
          <span className="soft">too long to be kept</span>
        ) : (
          <a href={address} download>
            .cpuprofile
          </a>
        ),
      minor: true,
    },
  ]
}

export function functionColumns(isDifference: boolean): readonly TableColumn<FunctionTime>[] {
  const columns: readonly TableColumn<FunctionTime>[] = [
    { name: 'name', title: 'Function', value: ({ name }) => name },
    {
      name: 'self',
      title: 'In itself',
      value: ({ selfMs }) => selfMs,
      show: ({ selfMs }) => formatDuration(selfMs),
      number: true,
    },
    {
      name: 'before',
      title: 'Before',
      value: ({ selfBeforeMs }) => selfBeforeMs,
      show: ({ selfBeforeMs }) => formatDuration(selfBeforeMs),
      number: true,
    },
    {
      name: 'change',
      title: 'Change',
      value: ({ selfMs, selfBeforeMs }) => selfMs - selfBeforeMs,
      show: ({ selfMs, selfBeforeMs }) => signed(selfMs - selfBeforeMs),
      number: true,
    },
    {
      name: 'file',
      title: 'Where',
      value: ({ file, line }) =>
        line > 0 && !/^(npm|node):/.test(file) ? `${file}:${line}` : file,
      long: true,
    },
  ]
  return isDifference
    ? columns
    : columns.filter(({ name }) => name !== 'before' && name !== 'change')
}

function signed(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`
}

function durationText(ms: number | undefined): string {
  return ms === undefined ? '–' : formatDuration(ms)
}

function bytesText(bytes: number | undefined): string {
  return bytes === undefined ? '–' : formatBytes(bytes)
}
