// Enketo's transformation, in the browser, ahead of what is measured.
import { transform } from 'enketo-transformer/web';

window.transformForm = async (xform) => {
  const { form, model } = await transform({ xform });
  return { html: form, model };
};
