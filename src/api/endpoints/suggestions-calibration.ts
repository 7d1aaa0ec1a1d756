import { calibrationShape } from '../../contract/suggestions.ts'
import { readCalibration } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'

export const suggestionsCalibration = endpoint({
  name: 'suggestions-calibration',
  method: 'GET',
  path: '/api/suggestions/calibration',
  who: 'insights.read',
  tag: 'suggestions',
  summary:
    'Whether the confidence of suggested answers means what it says: what people decided on them, by confidence, source and language, with the reliability curve and the Brier score.',
  answer: calibrationShape,
  handle: ({ services: { store }, principal: { tenantId } }) => store.read(tenantId, readCalibration),
})
