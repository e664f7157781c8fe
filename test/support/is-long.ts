/** Whether the tests may take long (`npm run test:long`). */
export const IS_LONG = process.env.SCRUTINEER_LONG === '1';
