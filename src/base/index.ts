export type { Branded } from './branded.ts'
export { parseByteSize, type ByteSize } from './byte-size.ts'
export { fixedClock, systemClock, type Clock } from './clock.ts'
export { collectGarbage } from './collect-garbage.ts'
export { countBelow } from './count-below.ts'
export { defineErrors } from './define-errors.ts'
export { formatDuration, parseDuration, type Duration } from './duration.ts'
export { canonicalJson, digestOf, digestOfValue, type Digest } from './hash.ts'
export { newId, timeOfId } from './id.ts'
export {
  createLog,
  logLevels,
  logOf,
  silentLog,
  type Log,
  type LogLevel,
  type LogLine,
} from './log.ts'
export { inTurns } from './in-turns.ts'
export { joinFloats } from './join-floats.ts'
export { mapAtMost } from './map-at-most.ts'
export {
  hidePassword,
  hideSecret,
  holdsSecret,
  maskHidden,
  maskSecrets,
  maskSecretsIn,
} from './mask-secrets.ts'
export { parseMoment } from './moment.ts'
export { nearestName, suggestName } from './nearest-name.ts'
export { noProgress, type Progress, type ProgressUpdate } from './progress.ts'
export { seededRandom, type Random } from './random.ts'
export { secret, secretName, secretValue, type Environment, type Secret } from './secret.ts'
export {
  defineSettings,
  settingValue,
  type ResolvedSettings,
  type Setting,
  type SettingValue,
} from './setting.ts'
export { isSwellError, SwellError, type ErrorKind } from './swell-error.ts'
export { messageOf, systemErrorCode } from './system-error.ts'
export { digestOfToken, makeToken } from './token.ts'
