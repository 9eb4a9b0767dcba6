using NodaTime;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class HearingCourseTests
{
    private static readonly Instant Begin = Instant.FromUtc(2025, 12, 11, 10, 0);

    [Fact]
    public void R42_a_member_who_left_and_came_back_was_there_twice()
    {
        CourseEntry[] course =
        [
            At(0, CourseEvent.Chaired, "chair"), At(0, CourseEvent.Arrived, "chair"), At(0, CourseEvent.Arrived, "a"),
            At(170, CourseEvent.Left, "a", "A train"), At(175, CourseEvent.Arrived, "a"),
        ];

        Assert.Equal(
            [new Stay(Begin, Minute(170), "A train"), new Stay(Minute(175), Minute(180), null)], HearingCourse.StaysOf("a", course, Minute(180)));
        Assert.Equal([new Stay(Begin, Minute(180), null)], HearingCourse.StaysOf("chair", course, Minute(180)));
        Assert.Empty(HearingCourse.StaysOf("b", course, Minute(180)));
    }

    [Fact]
    public void R42_while_the_hearing_goes_on_a_stay_and_an_interruption_have_no_end()
    {
        CourseEntry[] course = [At(0, CourseEvent.Arrived, "a"), At(40, CourseEvent.Paused, null, "A break")];

        Assert.Equal([new Stay(Begin, null, null)], HearingCourse.StaysOf("a", course, endedAt: null));
        Assert.Equal([new Interruption(Minute(40), null, "A break")], HearingCourse.Interruptions(course, endedAt: null));
    }

    [Fact]
    public void R41_a_recusal_ends_a_stay()
    {
        CourseEntry[] course = [At(0, CourseEvent.Arrived, "a"), At(30, CourseEvent.Recused, "a")];
        Assert.Equal([new Stay(Begin, Minute(30), null)], HearingCourse.StaysOf("a", course, Minute(90)));
    }

    [Fact]
    public void R42_an_interruption_ends_when_the_hearing_goes_on_or_is_broken_off()
    {
        CourseEntry[] course =
        [
            At(10, CourseEvent.Paused, null, "Water"), At(12, CourseEvent.Resumed), At(50, CourseEvent.Paused, null, "Alarm"), At(55, CourseEvent.Incident, null, "Fire"),
            At(60, CourseEvent.BrokenOff),
        ];

        Assert.Equal(
            [new Interruption(Minute(10), Minute(12), "Water"), new Interruption(Minute(50), Minute(60), "Alarm")], HearingCourse.Interruptions(course, Minute(60)));
    }

    private static Instant Minute(int minute) => Begin + Duration.FromMinutes(minute);

    private static CourseEntry At(int minute, CourseEvent what, string? subject = null, string? text = null) => new(Minute(minute), what, subject, text);
}
