/** Ten thousand rows of a hundred numbers, in JSON, have some 20 MB. */
export const inferenceBodyLimit = 32_000_000
