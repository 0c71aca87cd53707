"""What each anchor of a deadline marks, in words."""

from policy_model.frames import Frames


def event_words(frames: Frames) -> dict[str, str]:
    """Words by anchor: a fact of an officer, an event, or `course:<id>`, its completion.

    A fact for which nobody has written what it marks is called by its id.

    >>> from policy_model import frames, load_dataset
    >>> event_words(frames(load_dataset()))["employed_on"]
    'employment'
    """
    facts = frames.facts.assign(event=frames.facts["event"].fillna(frames.facts["fact_id"]))
    courses = zip(frames.courses["course_id"], frames.courses["label"], strict=True)
    return {
        **facts.set_index("fact_id")["event"].to_dict(),
        **frames.events.set_index("event_id")["label"].to_dict(),
        **{f"course:{course}": f"completing {label}" for course, label in courses},
    }
