"""Words of Arabic that carry the grammar of a sentence and little of its subject.

Not among them are those that fold to another word, such as "فيه" to "فئة".
"""

from .folding import words

#: Folded. A question such as "ما هي أنواع المكتبات" is about the words that are none of these.
FUNCTION_WORDS = frozenset(
    words(
        """
        من في على إلى عن مع حتى منذ عند لدى بين خلال حول دون ضد نحو عبر
        و أو أم ثم بل لكن ولكن أن إن إذا إذ لو لأن كأن لعل قد لقد سوف
        ما ماذا لماذا من متى أين كيف كم هل أي أية هو هي هم هن هما أنا أنت نحن
        هذا هذه هؤلاء ذلك تلك أولئك الذي التي الذين اللذان اللتان اللاتي هنا هناك
        لا لم لن ليس ليست كان كانت يكون تكون كل بعض غير سوى أيضا فقط كما
        منه منها منهم فيها عليه عليها إليه إليها عنه عنها به بها بهم له لها لهم
        لي لنا لك لديه لديها لديهم لدينا لديك لدي معه معها بينها وهو وهي وما ومن وفي وعلى
        """
    )
)
