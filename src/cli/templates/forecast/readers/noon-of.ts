/** Noon of a day, in UTC: a count of a whole day stands for its middle. */
export function noonOf(day: Date): Date {
  return new Date(day.getTime() + 43_200_000)
}
