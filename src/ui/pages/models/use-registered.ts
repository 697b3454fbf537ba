import { useAsk } from '../../ask.ts'

/** Whether programs have registered the model, and the project does not define it; undefined until that is known. */
export function useRegistered(name: string): boolean | undefined {
  const { data, isError } = useAsk('listRegisteredModels')
  if (isError) return false
  return data?.models.some((model) => model.name === name)
}
