/* Gives each input of an editor the language and the direction of the content, whatever the interface's are.
 *
 * An input whose text has no letter of the content's direction and some of the other, such as a Latin alias in Arabic, is
 * turned the other way. What says its own direction is left alone. Inputs that are added later are met as they come.
 */

(() => {
  const LETTERS = {
    rtl: /[\p{Script=Arabic}\p{Script=Hebrew}]/u,
    ltr: /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u,
  };
  const RTL_LANGUAGES = ['ar', 'fa', 'he', 'ur'];
  const DATES = '.w-field--admin_date_input input, .w-field--admin_date_time_input input';
  const INPUTS = `input[type="text"]:not([dir], ${DATES}), textarea:not([dir])`;
  const EDITORS = '[data-draftail-editor-wrapper]:not([dir])';

  const start = () => {
    const form = document.querySelector('form[data-edit-form]');
    const language = window.wagtailConfig?.ACTIVE_CONTENT_LOCALE;
    if (!form || !language) return;
    const content = RTL_LANGUAGES.includes(language.split('-')[0]) ? 'rtl' : 'ltr';
    const other = content === 'rtl' ? 'ltr' : 'rtl';
    const followed = new WeakSet();

    const turn = (input) => {
      const isOther = !LETTERS[content].test(input.value) && LETTERS[other].test(input.value);
      input.dir = isOther ? other : content;
    };
    const meet = (part) => {
      if (!(part instanceof Element)) return;
      for (const input of [part, ...part.querySelectorAll(INPUTS)]) {
        if (!input.matches(INPUTS)) continue;
        input.lang ||= language;
        followed.add(input);
        turn(input);
      }
      for (const editor of [part, ...part.querySelectorAll(EDITORS)]) {
        if (!editor.matches(EDITORS)) continue;
        editor.lang = language;
        editor.dir = content;
      }
    };

    meet(form);
    new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(meet))).observe(form, {
      childList: true,
      subtree: true,
    });
    for (const event of ['input', 'change']) {
      form.addEventListener(event, ({ target }) => followed.has(target) && turn(target));
    }
  };

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
