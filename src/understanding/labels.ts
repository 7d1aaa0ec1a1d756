/** How pressing a message is. */
export const urgencies = ['low', 'medium', 'high', 'emergency'] as const
export type Urgency = (typeof urgencies)[number]

/** The mood of a message as a whole. */
export const sentiments = ['positive', 'neutral', 'negative', 'frustrated', 'urgent'] as const
export type Sentiment = (typeof sentiments)[number]

/** How a message is written. */
export const styles = ['formal', 'casual', 'brief', 'detailed'] as const
export type Style = (typeof styles)[number]

/** Kinds of work the classifier knows; a firm may add its own by rules. */
export const services = [
  'drain_cleaning',
  'pipe_repair',
  'faucet_repair',
  'toilet_repair',
  'water_heater',
  'sewer',
  'gas_line',
  'installation',
  'maintenance',
  'leak_detection',
  'ac_repair',
  'heating_repair',
  'ventilation',
  'thermostat',
  'refrigeration',
] as const
export type Service = (typeof services)[number]

/** Yes-or-no questions the classifier answers. */
export const flags = ['ticket', 'business', 'property_manager', 'asap', 'flexible', 'slot'] as const
export type Flag = (typeof flags)[number]
