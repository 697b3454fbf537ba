import type { GroupReply } from '../../../api/index.ts'
import { formatCount } from '../../format.ts'
import { State } from '../../kit/state.tsx'

/** Whether the last day brought as many rows as it should; nothing where nothing is expected. */
export function VolumeState({ volume }: { volume: GroupReply['volume'] }) {
  if (volume === null || volume.isKept) return null
  const [least] = volume.expected
  return <State tone="warn">{volume.rowCount < least ? 'too few rows' : 'too many rows'}</State>
}

/** `72 rows, 50–100 expected` */
export function describeVolume({ rowCount, expected }: NonNullable<GroupReply['volume']>): string {
  const [least, most] = expected
  return `${formatCount(rowCount)}, ${formatCount(least)}–${formatCount(most)} expected`
}
