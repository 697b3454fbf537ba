export interface NoiseOptions {
  readonly random: { normal(): number }
  readonly length: number
  /** Steps after which the noise has forgotten 63 % of where it was. */
  readonly memory: number
  /** Steps over which it is smoothed, so that a sea swells and doesn't jump. */
  readonly smoothing: number
}

/**
 * Noise with mean 0 and deviation 1 that persists: a first-order autoregression, smoothed by a
 * second one. Its first values don't depend on `length`, so a longer series extends a shorter one.
 */
export function persistentNoise({ random, length, memory, smoothing }: NoiseOptions): Float64Array {
  const a = Math.exp(-1 / memory)
  const b = Math.exp(-1 / smoothing)
  const innovation = Math.sqrt(1 - a * a)
  const scale = 1 / Math.sqrt(((1 - b) / (1 + b)) * ((1 + a * b) / (1 - a * b)))
  const noise = new Float64Array(length)
  let weather = random.normal()
  let smooth = weather / scale
  for (let step = 0; step < length; step += 1) {
    weather = a * weather + innovation * random.normal()
    smooth = b * smooth + (1 - b) * weather
    noise[step] = smooth * scale
  }
  return noise
}
