/** Key of a field's name. A period is typed in one go: its two ends go by one name. */
export function fieldName(key: string): string {
  return `fields.${key === 'owed_from' || key === 'owed_to' ? 'owed_period' : key}`
}
